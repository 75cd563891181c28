import type { FaultParams, Speak } from '@commonkey/words';
import type { Again } from '../http/again.ts';
import { Form } from './form.tsx';
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
  again?: Again;
};

/** What is wrong and the way out, with the code that support asks for. */
export function ErrorPage(props: ErrorPageProps) {
  const { say, language, languages, path, practice, cityName, code, params, again = null } = props;
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
      {again === 'open' && (
        <p>
          <AgainLink {...{ say, language }} />
        </p>
      )}
      {again !== null && again !== 'open' && <SendAgain {...{ say, language, ...again }} />}
      <p>
        <a class={again ? 'button button-quiet' : 'button'} href={withLanguage('/', language)}>
          {say('ui.to-start')}
        </a>
      </p>
      <p class="quiet-text">{say('ui.error-code', { code })}</p>
    </Layout>
  );
}

/** The same address, whatever it is: the page does not say it again. */
export function AgainLink({ say, language }: Pick<ErrorPageProps, 'say' | 'language'>) {
  return (
    <a class="button" href={`?lang=${language}`}>
      {say('ui.again')}
    </a>
  );
}

type SendAgainProps = Pick<ErrorPageProps, 'say' | 'language'> & Exclude<Again, 'open' | null>;

/** What was typed, as it was typed; one press sends it to the same address. */
function SendAgain({ say, language, form, csrf }: SendAgainProps) {
  return (
    <Form action={`?lang=${language}`} csrf={csrf} noValidate>
      {form.some(({ shown }) => shown) && <h2 id="typed">{say('ui.typed-title')}</h2>}
      {form.map(({ name, value, shown }) =>
        shown ? (
          <div class="field" key={name}>
            <input
              type="text"
              name={name}
              value={value}
              dir="auto"
              aria-labelledby="typed"
              autocomplete="off"
              spellcheck={false}
            />
          </div>
        ) : (
          <input type="hidden" key={name} name={name} value={value} />
        ),
      )}
      <p>
        <button type="submit">{say('ui.again')}</button>
      </p>
    </Form>
  );
}
