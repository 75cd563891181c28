import { randomUUID } from 'node:crypto';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Insertable } from 'kysely';
import type { Context } from '../context.ts';
import { actedBy, newActedSalt } from '../store/acted-by.ts';
import { isRefusal, UNIQUE_VIOLATION } from '../store/guard.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { CertificateStep, FiledText, RecordsTables, WithdrawalReason } from '../store/tables/records.ts';
import { type Certificate, certificateOf, type Paper } from './certificates.ts';
import type { RecordsCode } from './errors.ts';
import { nextSteps, witnessRule } from './steps.ts';

export type Parts = Pick<Context, 'clock' | 'random' | 'holds' | 'program'>;

export const todayOf = ({ program, clock }: Pick<Parts, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

type Facts = Partial<
  Pick<
    Insertable<RecordsTables['certificate_steps']>,
    'disposal_on' | 'approved_on' | 'reference' | 'destroyed' | 'stayed'
  >
> & { filed_text?: FiledText | null; why?: WithdrawalReason | null };

/** What the ledger's leaf of a step commits to: its row, its certificate, and who moved it, hidden under a salt of its own. */
export function stepEvent(
  paper: Paper,
  step: {
    step: CertificateStep;
    place: number;
    moved_on: string;
    moved_by: string;
    by_salt: Uint8Array | null;
  } & Facts,
) {
  return {
    kind: 'certificate-step',
    certificate: paper.id,
    series: paper.series,
    application: paper.application_no,
    item: paper.item_no,
    from: paper.due_from,
    through: paper.due_through,
    volume: paper.volume,
    step: step.step,
    place: step.place,
    moved_on: step.moved_on,
    disposal_on: step.disposal_on ?? null,
    approved_on: step.approved_on ?? null,
    reference: step.reference ?? null,
    destroyed: step.destroyed ?? null,
    stayed: step.stayed ?? null,
    // Steps and lists from before these were kept have leaves without them.
    ...(paper.records_dates !== null && {
      records_dates: paper.records_dates,
      records_from: paper.records_from,
      records_through: paper.records_through,
    }),
    ...(step.why && { why: step.why }),
    ...(step.by_salt && { by: actedBy(step.by_salt, { staff: step.moved_by }) }),
    // As filed: whoever changes the text by hand has a leaf that does not open.
    ...step.filed_text,
  };
}

/** Writes one step of a certificate, in the transaction that makes it true. A step once taken is never changed. */
export async function writeStep(
  parts: Parts,
  tx: Writer,
  paper: Paper,
  move: { step: CertificateStep; place: number; by: string } & Facts,
): Promise<void> {
  const { by, ...rest } = move;
  const by_salt = newActedSalt(parts.random);
  const row = { ...rest, moved_on: todayOf(parts), moved_by: by, by_salt };
  const { salt } = await record(tx, stepEvent(paper, row), parts.random);
  await tx
    .insertInto('certificate_steps')
    .values({
      ...row,
      filed_text: row.filed_text ? JSON.stringify(row.filed_text) : null,
      id: randomUUID(),
      certificate: paper.id,
      ledger_salt: salt,
    })
    .execute();
}

/**
 * Takes the next step of a certificate. Who comes second of two at once is told so.
 * @param facts looks at the certificate as it stands, does what belongs to the step, and says what is kept of it
 * @throws Fault `certificate-unknown` | `certificate-step-unlawful` {state, step} | `certificate-moved-on`
 */
export async function takeStep(
  parts: Parts,
  store: Context['store'],
  id: string,
  step: CertificateStep,
  by: string,
  facts: (tx: Writer, certificate: Certificate) => Promise<Facts> = async () => ({}),
): Promise<void> {
  try {
    await store.write(async (tx) => {
      const certificate = await certificateOf(tx, id);
      const { state, steps } = certificate;
      const witness = witnessRule(parts.program.program, certificate.series);
      if (!nextSteps(state, witness).includes(step))
        throw new Fault<RecordsCode>('certificate-step-unlawful', { state, step });
      const kept = await facts(tx, certificate);
      await writeStep(parts, tx, certificate, { ...kept, step, by, place: steps.length + 1 });
    });
  } catch (error) {
    if (isRefusal(error, UNIQUE_VIOLATION, 'certificate_steps_once'))
      throw new Fault<RecordsCode>('certificate-moved-on');
    throw error;
  }
}
