import { randomUUID } from 'node:crypto';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { requestStepEvent } from '../../register/service.ts';
import { isRefusal, UNIQUE_VIOLATION } from '../../store/guard.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { Findings } from '../../store/tables/requests.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { keepSealed } from '../keep-sealed.ts';
import type { RequestsCode } from './errors.ts';
import { isOver, oneRequest, type RecordRequest, type StepRow } from './request.ts';

export type Parts = Pick<Context, 'store' | 'clock' | 'random' | 'program' | 'vault' | 'config'>;

export const todayOf = ({ program, clock }: Pick<Parts, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

type Facts = Partial<
  Pick<
    StepRow,
    | 'reason'
    | 'due_on'
    | 'letter'
    | 'exemption'
    | 'class'
    | 'places'
    | 'asked_from'
    | 'asked_until'
    | 'scope_digest'
    | 'sealed'
  >
> & { findings?: Findings | null };

/**
 * Takes a step of a request. Of two at once the second is told; a step is never changed.
 * @param facts looks at the request as it stands under the transaction, and says what is kept of the step
 * @throws Fault `request-unknown` | `request-over` | `request-moved-on` | those of `facts`
 */
export async function takeStep(
  parts: Pick<Parts, 'store' | 'clock' | 'random' | 'program'>,
  id: string,
  { step, by, after = false }: { step: StepRow['step']; by: string; after?: boolean },
  facts: (tx: Writer, request: RecordRequest) => Promise<Facts> = async () => ({}),
  keep: (tx: Writer) => Promise<void> = async () => {},
): Promise<void> {
  try {
    await parts.store.write(async (tx) => {
      const request = await oneRequest(tx, id);
      if (isOver(request) && !after) throw new Fault<RequestsCode>('request-over');
      const { findings = null, ...kept } = await facts(tx, request);
      const row = {
        ...kept,
        request: id,
        step,
        place: request.steps.length + 1,
        moved_on: todayOf(parts),
      };
      const { salt } = await record(tx, requestStepEvent({ ...row, findings }), parts.random);
      await tx
        .insertInto('record_request_steps')
        .values({
          ...row,
          findings: findings && JSON.stringify(findings),
          id: randomUUID(),
          moved_by: by,
          ledger_salt: salt,
        })
        .execute();
      await keep(tx);
    });
  } catch (error) {
    for (const name of ['once', 'one_extension', 'one_answer'])
      if (isRefusal(error, UNIQUE_VIOLATION, `record_request_steps_${name}`))
        throw new Fault<RequestsCode>('request-moved-on');
    throw error;
  }
}

/**
 * Takes a step that words were sealed for; they are kept with it, or end at once.
 * @throws Fault those of `takeStep`
 */
export async function takeSealedStep(
  parts: Parts,
  id: string,
  { sealed, ...how }: Parameters<typeof takeStep>[2] & { sealed: SealedRecord },
  facts: Facts,
): Promise<void> {
  await keepSealed(parts, sealed, (keep) =>
    takeStep(parts, id, how, async () => ({ ...facts, sealed: sealed.id }), keep),
  );
}
