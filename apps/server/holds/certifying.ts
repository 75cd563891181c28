import type { PlainDate } from '@commonkey/program';
import type { Selectable } from 'kysely';
import type { Clock, Random } from '../clock.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { HoldsTables } from '../store/tables/holds.ts';

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
  const row = { id, series, due_from: dueFrom, due_through: dueThrough, opens_on: opensOn, issued_on };
  const { salt } = await record(tx, certifiedEvent(row), random);
  await tx
    .insertInto('disposal_certificates')
    .values({ ...row, issued_by: by, ledger_salt: salt })
    .execute();
}

type Row = Selectable<HoldsTables['disposal_certificates']>;

/** What the ledger's leaf of an approved certificate commits to. */
export const certifiedEvent = (row: Omit<Row, 'issued_by' | 'ledger_salt'>) => ({
  kind: 'disposal-certified',
  certificate: row.id,
  series: row.series,
  dueFrom: row.due_from,
  dueThrough: row.due_through,
  opensOn: row.opens_on,
  issued_on: row.issued_on,
});
