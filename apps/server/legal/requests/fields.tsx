import type { PlainDate } from '@commonkey/program';
import { Hints } from '../../ui/form.tsx';

/** Several lines, with label and hint tied to them. */
export function LongField({
  name,
  label,
  hint,
  error,
  value,
  rows,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value?: string | undefined;
  rows: number;
}) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={name}>{label}</label>
      <Hints {...{ name, hint, error }} />
      <textarea
        id={name}
        name={name}
        rows={rows}
        dir="auto"
        autocomplete="off"
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error ? 'true' : undefined}
      >
        {value ?? ''}
      </textarea>
    </div>
  );
}

/** The day on which something came: today, until somebody says an earlier one. */
export function ReceivedField({
  label,
  hint,
  error,
  value,
  today,
}: {
  label: string;
  hint?: string;
  error?: string | undefined;
  value?: string | undefined;
  today: PlainDate;
}) {
  const described = [hint && 'receivedOn-hint', error && 'receivedOn-error'].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for="receivedOn">{label}</label>
      <Hints name="receivedOn" {...{ hint, error }} />
      <input
        id="receivedOn"
        name="receivedOn"
        type="date"
        max={today}
        value={value ?? today}
        aria-describedby={described || undefined}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}

/** A choice of one out of a list. `id`: the same name may stand on a page twice. */
export function Select({
  id,
  name,
  label,
  of,
  chosen,
}: {
  id: string;
  name: string;
  label: string;
  of: readonly { value: string; text: string }[];
  chosen?: string | undefined;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} class="wide">
        {of.map(({ value, text }) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
