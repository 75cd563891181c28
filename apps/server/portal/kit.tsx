import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { CSRF_FIELD } from '../http/csrf.ts';
import { Hints } from '../ui/form.tsx';

export type FormProps = {
  action: string;
  csrf: string | null;
  /** Words of its button; 'Continue' unless said. */
  button?: string;
  say: Speak;
  children?: ComponentChildren;
};

/** A form whose only judge is the server: what is wrong is said on the page that comes back, values kept (UX-09). */
export function AskForm({ action, csrf, button, say, children }: FormProps) {
  return (
    <form method="post" action={action} noValidate>
      {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
      {children}
      <button type="submit">{button ?? say('apply.continue')}</button>
    </form>
  );
}

export type Option = { value: string; label: string; hint?: string; lang?: string };
export type RadiosProps = {
  name: string;
  /** The page's heading, unless it asks more than this. */
  title: string;
  /** One of several on its page, which has a heading of its own. */
  part?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
  options: readonly Option[];
  value?: string | undefined;
};

/** One choice among a few; the heading is the legend (UX-05). The first circle has the field's id, for the error's link. */
export function Radios({ name, title, part, hint, error, options, value }: RadiosProps) {
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={describedBy(name, hint, error)}>
      <legend>{part ? title : <h1>{title}</h1>}</legend>
      <Hints name={name} hint={hint} error={error} />
      {options.map((option, place) => {
        const id = place === 0 ? name : `${name}-${option.value}`;
        return (
          <div class="choice" key={option.value}>
            <input
              type="radio"
              id={id}
              name={name}
              value={option.value}
              checked={value === option.value}
              aria-describedby={option.hint ? `${id}-note` : undefined}
            />
            <label for={id} lang={option.lang}>
              {option.label}
            </label>
            {option.hint && (
              <p class="hint" id={`${id}-note`}>
                {option.hint}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

export type LineProps = {
  name: string;
  label: string;
  /** The label is the page's heading. */
  heading?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
  value?: string | undefined;
  autocomplete?: string;
  inputMode?: 'text' | 'numeric' | 'email' | 'tel';
  /** As wide as what is expected, in letters. */
  width?: 2 | 4 | 12;
  /** Names: in whatever direction their script runs. */
  anyScript?: boolean;
};

/** A line of text. No browser corrects or completes what it does not know. */
export function Line(props: LineProps) {
  const { name, label, heading, hint, error, value, autocomplete = 'off', inputMode = 'text' } = props;
  const tag = <label for={name}>{label}</label>;
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      {heading ? <h1>{tag}</h1> : tag}
      <Hints name={name} hint={hint} error={error} />
      <input
        id={name}
        name={name}
        type="text"
        inputMode={inputMode}
        class={props.width ? `width-${props.width}` : undefined}
        dir={directionOf(props)}
        value={value}
        autocomplete={autocomplete}
        autocapitalize={inputMode === 'email' ? 'none' : undefined}
        spellcheck={false}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}

/** Addresses and numbers run from left to right in every language. */
function directionOf({ anyScript, inputMode }: LineProps): 'auto' | 'ltr' | undefined {
  if (anyScript) return 'auto';
  return inputMode === 'email' || inputMode === 'tel' ? 'ltr' : undefined;
}

export function describedBy(name: string, hint?: string, error?: string): string | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
