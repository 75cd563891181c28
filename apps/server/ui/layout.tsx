import { keyMark } from '@commonkey/look';
import { direction, type Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { DraftNote, LanguageMenu } from './languages.tsx';
import { withLanguage } from './with-language.ts';

export { withLanguage } from './with-language.ts';

import { ExitButton, ExitFirst, ExitScript, Foot, LEAVING_PATH } from './exit.tsx';

export type LayoutProps = {
  say: Speak;
  /** BCP 47 tag of the page. */
  language: string;
  /** Says SPECIMEN on top (a practice city). */
  practice: boolean;
  /** Heading and browser title; never a name or a number of a person. */
  title: string;
  cityName?: string;
  /** Languages to offer: `request.languages`. */
  languages?: readonly string[];
  /** Path of this page, for the language links. */
  path?: string;
  /** Seconds after which the page asks anew where scripts do not run. */
  refresh?: number | undefined;
  /** Addresses of scripts, served by this origin. */
  scripts?: readonly string[];
  /** The page answers a form that has to be put right: the browser title says so first. */
  failed?: boolean;
  /** Doors of those signed in, above the heading. */
  nav?: ComponentChildren;
  /** A link back to the start, above the heading. */
  back?: boolean;
  /** The page has its own level-one heading. */
  ownHeading?: boolean;
  children: ComponentChildren;
};

/** The frame of every page: works without scripts, in both directions, at 320 px. */
export function Layout(props: LayoutProps) {
  const { say, language, title, cityName, practice } = props;
  return (
    <html lang={language} dir={direction(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{browserTitle(props)}</title>
        <link rel="stylesheet" href="/assets/look.css" />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        {props.scripts?.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
        {props.refresh !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={`${props.refresh}`} />
          </noscript>
        )}
        <ExitScript />
      </head>
      <body>
        <a class="skip" href="#main">
          {say('ui.skip')}
        </a>
        <ExitFirst say={say} />
        {practice && <PracticeNotice say={say} />}
        <header class="masthead">
          <a class="masthead-home" href={withLanguage('/', language)}>
            <span class="masthead-mark" dangerouslySetInnerHTML={{ __html: keyMark(32) }} />
            <span>{cityName ?? say('ui.home')}</span>
          </a>
          <LanguageMenu {...{ say, language }} languages={props.languages ?? []} path={props.path ?? '/'} />
        </header>
        <ExitButton say={say} />
        {props.nav}
        <DraftNote say={say} />
        <main id="main" class="page" tabIndex={-1}>
          {props.back && (
            <a class="back" href={withLanguage('/', language)}>
              {say('ui.back')}
            </a>
          )}
          {!props.ownHeading && <h1>{title}</h1>}
          {props.children}
        </main>
        <Foot say={say} href={withLanguage(LEAVING_PATH, language)} />
      </body>
    </html>
  );
}

function browserTitle({ say, title, cityName, failed }: LayoutProps): string {
  const own = failed ? say('ui.failed-title', { title }) : title;
  return cityName && cityName !== title ? `${own} · ${cityName}` : own;
}

function PracticeNotice({ say }: { say: Speak }) {
  return (
    <aside class="practice" aria-label={say('ui.practice')}>
      <strong>{say('ui.practice')}.</strong> {say('ui.practice-note')}
    </aside>
  );
}
