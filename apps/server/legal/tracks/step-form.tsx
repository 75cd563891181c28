import type { ComponentChildren } from 'preact';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { trackPath } from './paths.ts';
import type { MatterProps } from './props.ts';

type Props = Pick<MatterProps, 'request' | 'of'> & {
  /** The step's name in the address; its words are `tracks.do-<name>`. */
  step: string;
  look?: 'quiet' | 'grave';
  children?: ComponentChildren;
};

/** One step of a matter as a form; `children` are its fields. */
export function StepForm({ request: { say, language, csrf }, of, step, look, children }: Props) {
  return (
    <Form action={withLanguage(`${trackPath(of.id)}/${step}`, language)} csrf={csrf}>
      {children}
      <button type="submit" class={look}>
        {say(`tracks.do-${step}`)}
      </button>
    </Form>
  );
}

/** Yes or no, neither of them chosen before somebody chooses. */
export function YesNo({ request: { say }, name }: Pick<MatterProps, 'request'> & { name: string }) {
  return (
    <fieldset class="field">
      <legend>{say(`tracks.ask-${name}`)}</legend>
      {(['yes', 'no'] as const).map((value) => (
        <label key={value} class="check">
          <input type="radio" name="found" value={value} required />
          {say(`tracks.${value}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** One out of few, all of them to be read before one is chosen. */
export function Choice({
  name,
  legend,
  of,
  chosen,
}: {
  name: string;
  legend: string;
  chosen?: string | undefined;
  of: readonly { value: string; text: string }[];
}) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {of.map(({ value, text }) => (
        <label key={value} class="check">
          <input type="radio" name={name} value={value} required checked={value === chosen} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
