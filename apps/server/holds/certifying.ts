import type { PlainDate } from '@commonkey/program';
import type { Clock, Random } from '../clock.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';

/** An approved certificate: what it lists bears its id. */
export type Certified = {
  id: string;
  series: string;
  dueFrom: PlainDate;
  dueThrough: PlainDate;
  /** The first day on which what it lists may end. */
  opensOn: PlainDate;
  by: string;
};

/** Opens destruction for what an approved certificate lists. For the records office, which has seen the approved copy. */
export async function certifyDisposal(
  tx: Writer,
  { id, series, dueFrom, dueThrough, opensOn, by }: Certified,
  { clock, random }: { clock: Clock; random: Random },
): Promise<void> {
  const issued_on = clock.now().toISOString().slice(0, 10);
  const { salt } = await record(
    tx,
    { kind: 'disposal-certified', certificate: id, series, dueFrom, dueThrough, opensOn, issued_on },
    random,
  );
  await tx
    .insertInto('disposal_certificates')
    .values({
      id,
      series,
      due_from: dueFrom,
      due_through: dueThrough,
      opens_on: opensOn,
      issued_on,
      issued_by: by,
      ledger_salt: salt,
    })
    .execute();
}
