import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { demandPath } from './paths.ts';

/** One step on a demand: what it needs, and its button. */
export function Act(props: {
  request: FastifyRequest;
  demand: string;
  step: string;
  button: string;
  /** For whoever hears the button alone: what it is about. */
  label?: string;
  hidden?: Readonly<Record<string, string>>;
  grave?: boolean;
  /** Why a press without fields was refused, and where the list of faults finds it. */
  wrong?: { id: string; text: string } | undefined;
  children?: ComponentChildren;
}) {
  const { request, demand, step, button, label, hidden = {}, grave, wrong, children } = props;
  return (
    <Form action={withLanguage(demandPath(demand, step), request.language)} csrf={request.csrf}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {wrong && (
        <p id={wrong.id} class="field-error">
          {wrong.text}
        </p>
      )}
      {children}
      <button type="submit" class={grave ? 'grave' : 'quiet'} aria-label={label}>
        {button}
      </button>
    </Form>
  );
}
