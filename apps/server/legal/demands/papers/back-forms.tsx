import type { FastifyRequest } from 'fastify';
import { BACK_REASONS } from '../../../store/tables/demand-papers.ts';
import { Act } from '../act-form.tsx';
import type { IntakeForm } from '../bodies.ts';
import { SelectField } from '../fields.tsx';
import type { DemandView } from '../view.ts';
import type { Produced } from './productions.ts';

type Props = {
  request: FastifyRequest;
  demand: DemandView;
  one: Produced;
  may: { askBack: boolean; agreeBack: boolean };
  wrong: string | undefined;
  filled: IntakeForm;
};

/** A bundle that is not to go out: one says why, another agrees. */
export function BackForms({ request, demand, one, may, wrong, filled }: Props) {
  const { say } = request;
  const of = { request, demand: demand.row.id, hidden: { production: one.id } };
  const labelled = (key: string) => ({
    button: say(key),
    label: say('legal.for-item', { said: say(key), n: one.place }),
  });
  if (may.agreeBack)
    return (
      <>
        <p>{say('legal.produced-back-second-lead')}</p>
        {wrong && <p class="field-error">{say(`fault.${wrong}`)}</p>}
        <Act {...of} {...labelled('legal.produced-back-second')} step="produced/back-second" grave />
      </>
    );
  if (one.back && !one.back.decided_on) return <p class="quiet-text">{say('legal.produced-back-mine')}</p>;
  if (!may.askBack) return null;
  return (
    <details open={wrong !== undefined}>
      <summary>{say('legal.produced-back-ask')}</summary>
      <p>{say('legal.produced-back-lead')}</p>
      <Act {...of} {...labelled('legal.produced-back-button')} step="produced/back">
        <SelectField
          request={request}
          filled={filled}
          faults={wrong ? { reason: wrong } : {}}
          name="reason"
          id={`reason-${one.id}`}
          label={say('legal.produced-back-reason')}
          options={BACK_REASONS.map((reason) => [reason, say(`legal.back-${reason}`)] as const)}
        />
      </Act>
    </details>
  );
}
