import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { CSRF_FIELD } from '../http/csrf.ts';

/**
 * A form that posts to its own origin, with the session's token where there is one (`request.csrf`).
 * @param props.noValidate residents are told what is wrong by the page that comes back, in its own language (UX-09)
 */
export function Form(props: {
  action: string;
  csrf: string | null;
  noValidate?: boolean;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={props.action} noValidate={props.noValidate}>
      {props.csrf !== null && <input type="hidden" name={CSRF_FIELD} value={props.csrf} />}
      {props.children}
    </form>
  );
}

export type FieldProps = {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value?: string | undefined;
  required?: boolean;
  inputMode?: 'text' | 'numeric';
  /** WHATWG autofill token, where one fits (WCAG 1.3.5). */
  autocomplete?: 'off' | 'name' | 'bday' | 'one-time-code';
};

/** A plain input with label, hint and error tied to it. */
export function Field({ name, label, hint, error, inputMode = 'text', ...input }: FieldProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={name}>{label}</label>
      <Hints {...{ name, hint, error }} />
      <input
        id={name}
        name={name}
        type="text"
        inputMode={inputMode}
        spellcheck={false}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error ? 'true' : undefined}
        {...input}
      />
    </div>
  );
}

/** What a field wants, and what is wrong with it, under the ids that `aria-describedby` of the field names. */
export function Hints({
  name,
  hint,
  error,
}: {
  name: string;
  hint?: string | undefined;
  error?: string | undefined;
}) {
  return (
    <>
      {hint && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} class="field-error">
          {error}
        </p>
      )}
    </>
  );
}

/** A sentence for each field that has to be put right. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Every fault of a form in one list, each a link to its field. The browser puts the focus here, script or none. */
export function ErrorSummary({ say, errors }: { say: Speak; errors: FieldErrors }) {
  const faults = Object.entries(errors);
  if (faults.length === 0) return null;
  return (
    <div class="notice notice-brick" role="alert" aria-labelledby="error-summary" tabIndex={-1} {...AT_ONCE}>
      <h2 id="error-summary">{say('ui.problem')}</h2>
      <ul>
        {faults.map(([field, text]) => (
          <li key={field}>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

// `autofocus` is a global attribute (HTML section 6.6.7), but the types of a div do not know it.
const AT_ONCE = { autofocus: true } as const;
