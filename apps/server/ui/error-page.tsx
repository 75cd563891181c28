import type { FaultParams, Speak } from '@commonkey/words';
import { Layout, withLanguage } from './layout.tsx';

export type ErrorPageProps = {
  say: Speak;
  language: string;
  /** Languages to offer. */
  languages: readonly string[];
  /** The page that went wrong, where it can be opened again by its address. */
  path: string;
  practice: boolean;
  cityName: string;
  /** A code with words under `fault.<code>`. */
  code: string;
  params: FaultParams;
};

/** What is wrong and the way out, with the code that support asks for. */
export function ErrorPage(props: ErrorPageProps) {
  const { say, language, languages, path, practice, cityName, code, params } = props;
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      path={path}
      practice={practice}
      cityName={cityName}
      title={say(code === 'not-found' ? 'ui.not-found-title' : 'ui.error-title')}
    >
      <p class="lead">{say(`fault.${code}`, params)}</p>
      <p>
        <a class="button" href={withLanguage('/', language)}>
          {say('ui.to-start')}
        </a>
      </p>
      <p class="quiet-text">{say('ui.error-code', { code })}</p>
    </Layout>
  );
}
