/** A field with its label and hint; what is typed into it is remembered by nothing. */
export function Field(props: {
  id: string;
  label: string;
  hint?: string;
  type?: 'text' | 'password' | 'date';
  disabled?: boolean;
  value: string;
  input: (value: string) => void;
}) {
  const { id, label, hint, type = 'text' } = props;
  // The types of an input know each kind by itself and no choice of them.
  const kind = { type } as { type: 'text' };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <input
        id={id}
        {...kind}
        value={props.value}
        disabled={props.disabled}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => props.input(event.currentTarget.value)}
      />
    </div>
  );
}

export function Problem({ text }: { text: string | null }) {
  return text === null ? null : (
    <p class="notice notice-brick" role="alert">
      {text}
    </p>
  );
}
