import type { Session, Visit } from '../staff/service.ts';
import { ErrorSummary, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { LegalFrame } from './frame.tsx';
import { HoldFacts, StateLine } from './holds-page.tsx';
import { NEW_PATH } from './new-hold-page.tsx';
import { holdPath } from './paths.ts';
import { type Filled, ScopeForm } from './scope-form.tsx';
import type { SecondRule } from './second.ts';
import type { CountedHold, HoldView } from './view.ts';
import type { FormFaults } from './wish.ts';
import type { Wording } from './wording.ts';
import { WordsForm } from './words-form.tsx';
import { seriesWords } from './words-of.ts';

type Props = Visit & { session: Session; hold: HoldView; rule: SecondRule };
type Counted = Props & { hold: CountedHold };

/** The law department confirms all of it or less, and writes what residents are told: one form, one press. */
export function ConfirmPage(
  props: Counted & { faults: FormFaults; filled: Filled; wording: Wording | null },
) {
  const { context, request, hold, faults, filled, wording } = props;
  const { say, language, csrf } = request;
  const path = holdPath(hold.id, 'confirm');
  const errors = Object.fromEntries(
    Object.entries(faults).map(([field, code]) => [field, say(`legal.wrong-${code}`)]),
  );
  return (
    <LegalFrame
      {...props}
      title={say('legal.confirm-title')}
      path={path}
      failed={Object.keys(faults).length > 0}
    >
      <ErrorSummary say={say} errors={errors} />
      <p class="lead">{say('legal.confirm-lead')}</p>
      <ul>
        {seriesWords(context, request, hold.scope).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <HoldFacts {...props} />
      <Form action={withLanguage(path, language)} csrf={csrf} noValidate>
        <h2>{say('legal.confirm-scope')}</h2>
        <p>{say('legal.confirm-narrow')}</p>
        <ScopeForm {...{ context, request, faults, filled }} within={hold.scope} />
        <h2>{say('legal.words-title')}</h2>
        <WordsForm request={request} languages={context.program.program.city.languages} wording={wording} />
        <button type="submit">{say('legal.confirm-button')}</button>
      </Form>
    </LegalFrame>
  );
}

/**
 * In the place of the form where nothing is left to confirm: how it stands, and who may do what. Words for residents that came with
 * the press are not lost: of one that lasts they can be saved here.
 */
export function StandsPage(props: Counted & { pressed?: boolean; wording?: Wording | null }) {
  const { context, request, hold, pressed = false, wording = null } = props;
  const { say, language, csrf } = request;
  const sentences = Object.values(wording?.sentences ?? {}).filter((text) => text.trim() !== '');
  const link = (href: string, text: string) => (
    <p>
      <a class="button" href={withLanguage(href, language)}>
        {text}
      </a>
    </p>
  );
  return (
    <LegalFrame
      {...props}
      title={say(`legal.stands-${hold.state}`)}
      path={holdPath(hold.id, 'confirm')}
      failed={pressed}
    >
      <p class="notice notice-amber" role={pressed ? 'alert' : 'note'}>
        {pressed && <>{say('legal.stands-nothing')} </>}
        {say(`legal.stands-${hold.state}-next`)}
      </p>
      <StateLine {...{ request, hold }} />
      <ul>
        {seriesWords(context, request, hold.scope).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <HoldFacts {...props} />
      {link(holdPath(hold.id), say('legal.stands-open'))}
      {hold.state !== 'altered' && link(NEW_PATH, say('legal.new-title'))}
      {wording && (
        <>
          <h2>{say('legal.stands-words')}</h2>
          {hold.state === 'confirmed' ? (
            <Form action={withLanguage(holdPath(hold.id, 'words'), language)} csrf={csrf} noValidate>
              <WordsForm
                request={request}
                languages={context.program.program.city.languages}
                wording={wording}
              />
              <button type="submit">{say('legal.words-button')}</button>
            </Form>
          ) : (
            sentences.map((text) => (
              <blockquote key={text} dir="auto">
                {text}
              </blockquote>
            ))
          )}
        </>
      )}
    </LegalFrame>
  );
}

/** Other words for residents, from now on. What was shown before stays on file. */
export function WordsPage(props: Props & { wording: Wording | null; tooLong: boolean }) {
  const { context, request, hold, wording, tooLong } = props;
  const { say, language, csrf } = request;
  const path = holdPath(hold.id, 'words');
  return (
    <LegalFrame {...props} title={say('legal.words-title')} path={path} failed={tooLong}>
      {tooLong && (
        <p class="notice notice-brick" role="alert">
          {say('fault.wording-too-long')}
        </p>
      )}
      <Form action={withLanguage(path, language)} csrf={csrf} noValidate>
        <WordsForm request={request} languages={context.program.program.city.languages} wording={wording} />
        <button type="submit">{say('legal.words-button')}</button>
      </Form>
    </LegalFrame>
  );
}
