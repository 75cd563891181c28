import type { FaultParams, Speak } from '@commonkey/words';
import { Layout } from './layout.tsx';

export type ErrorPageProps = {
  say: Speak;
  language: string;
  practice: boolean;
  /** A code with words under `fault.<code>`. */
  code: string;
  params: FaultParams;
};

/** What is wrong and the way out, with the code that support asks for. */
export function ErrorPage({ say, language, practice, code, params }: ErrorPageProps) {
  return (
    <Layout say={say} language={language} practice={practice} title={say('ui.error-title')}>
      <p>{say(`fault.${code}`, params)}</p>
      <p class="quiet-text">{say('ui.error-code', { code })}</p>
    </Layout>
  );
}
