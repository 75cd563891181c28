import { Form } from '../ui/form.tsx';
import { StaffFrame, type Visit } from './frame.tsx';
import { PasskeyButton } from './passkey-button.tsx';

/** One value of a form. `words`: somebody wrote it, and has to see that it is there. */
export type Typed = { name: string; value: string; words: boolean };

/**
 * What was typed, given back to the browser that sent it, in a form that sends it again. Nothing of it is kept here, and none of it
 * is in an address.
 * @param props.touch a touch of the passkey has to come first: the same press asks for it and sends
 */
export function PressAgainPage(props: Visit & { typed: readonly Typed[]; touch: boolean }) {
  const { request, typed, touch } = props;
  const { say, csrf } = request;
  const written = typed.filter(({ words }) => words);
  const kind = written.length > 0 ? 'typed' : 'step';
  return (
    <StaffFrame {...props} title={say(`staff.press-again-${kind}`)} path="/" script={touch} failed>
      <p class="notice notice-amber" role="alert">
        {say(touch ? `staff.press-again-touch-${kind}` : 'staff.press-again-old')}
      </p>
      <Form action={request.url} csrf={csrf} noValidate>
        {written.length > 0 && <h2>{say('staff.press-again-yours')}</h2>}
        {written.map(({ name, value }, at) => (
          <Written key={`${name}=${value}`} {...{ name, value }} label={labelOf(at)} />
        ))}
        {typed
          .filter(({ words }) => !words)
          // Names are the form's own, and two of one name say different things.
          .map(({ name, value }) => (
            <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
          ))}
        {written.length > 0 && written.length < typed.length && <p>{say('staff.press-again-rest')}</p>}
        {touch ? (
          <PasskeyButton visit={props} work="send-again" label={say('staff.press-again-touch')} />
        ) : (
          <button type="submit">{say('staff.press-again-button')}</button>
        )}
      </Form>
      {touch && (
        <noscript>
          <p class="notice notice-amber">{say('staff.needs-script')}</p>
        </noscript>
      )}
    </StaffFrame>
  );

  function labelOf(at: number): string {
    return say('staff.press-again-text', { at: at + 1, of: written.length });
  }
}

/** As it stands and as it will be sent: the field itself. */
function Written({ name, value, label }: { name: string; value: string; label: string }) {
  // A line break at the very start belongs to the markup (HTML section 13.1.2.5), so one more keeps the writer's own.
  return (
    <textarea name={name} class="given-back" rows={rowsFor(value)} aria-label={label} readOnly>
      {`\n${value}`}
    </textarea>
  );
}

const MOST_ROWS = 12;
const LINE = 64;
const rowsFor = (value: string): number => {
  const lines = value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return Math.min(MOST_ROWS, lines);
};
