import { randomUUID } from 'node:crypto';
import type { PlainDate } from '@commonkey/program';
import { sql } from 'kysely';
import type { Clock, Random } from '../../clock.ts';
import { type Writer, wholeTransaction } from '../../store/store.ts';
import { certifyDisposal } from '../certifying.ts';
import { listableTables } from '../listing.ts';

/**
 * As if a certificate for everything of a series that is due by a day had come back approved. Sealed records alone, unless
 * other tables are named.
 */
export async function certifyAll(
  tx: Writer,
  { series, dueThrough, by }: { series: string; dueThrough: PlainDate; by: string },
  parts: { clock: Clock; random: Random },
  tables = listableTables().filter((table) => table === 'vault_records'),
): Promise<string> {
  const id = randomUUID();
  const whole = wholeTransaction(tx);
  for (const table of tables)
    await sql`update ${sql.table(table)} set disposal_certificate = ${id} where ends_on <= ${dueThrough}
      ${table === 'vault_records' ? sql`and series = ${series}` : sql``}`.execute(whole);
  await tx
    .insertInto('certificates')
    .values({
      id,
      series,
      application_no: '00-001',
      item_no: '1',
      due_from: '2000-01-01',
      due_through: dueThrough,
      volume: 1,
      method: 'keys-destroyed',
    })
    .execute();
  const opensOn = '2000-01-01';
  await certifyDisposal(tx, { id, series, dueFrom: '2000-01-01', dueThrough, opensOn, by }, parts);
  return id;
}
