import type { PaperRules, PlainDate } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import type { Said } from './answer.ts';
import type { Band } from './bands.ts';

export type CheckerProps = {
  rules: PaperRules;
  say: Speak;
  said: Said;
  /** The city's day: the rules are asked about it. */
  today: PlainDate;
  /** Where the forms post to without a script. */
  action: string;
  csrf: string | null;
  /** The door to applying online, where it is open. */
  applyHref: string | null;
  /** Asked for the second question without an answer to the first. */
  failed?: boolean;
  /** With a script: takes what the forms say, and nothing is sent. */
  onSubmit?: (event: SubmitEvent) => void;
  /** With a script: opens the browser's print window. */
  print?: () => void;
};

/** One of the checker's forms. Browsers keep what was typed into forms for later, unless told not to. */
export function StepForm(
  props: Pick<CheckerProps, 'action' | 'csrf' | 'onSubmit'> & { children: ComponentChildren },
) {
  const { action, csrf, onSubmit, children } = props;
  return (
    <form method="post" action={action} autocomplete="off" noValidate {...(onSubmit ? { onSubmit } : {})}>
      {csrf !== null && <input type="hidden" name="_csrf" value={csrf} />}
      {children}
    </form>
  );
}

export function Hidden({
  said,
  names,
}: {
  said: Said;
  names: readonly ('band' | 'have' | 'none' | 'without')[];
}) {
  const values = names.flatMap((name) => [said[name] ?? []].flat().map((value) => ({ name, value })));
  return (
    <>
      {values.map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

export function bandName({ from, to }: Band, say: Speak): string {
  if (from === 0) return to === null ? say('papers.band-all') : say('papers.band-to', { to });
  return to === null ? say('papers.band-from', { from }) : say('papers.band-between', { from, to });
}

/** A large box to tick: the whole of it can be pressed. */
export function Choice(props: {
  id: string;
  name: string;
  type: 'radio' | 'checkbox';
  value: string;
  on: boolean;
  children: ComponentChildren;
}) {
  const { id, name, type, value, on, children } = props;
  return (
    <label class="choice">
      <input id={id} type={type} name={name} value={value} defaultChecked={on} />
      {children}
    </label>
  );
}
