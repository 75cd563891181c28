import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { actedBy } from '../store/acted-by.ts';
import type { DemandPaperTables } from '../store/tables/demand-papers.ts';

export type ProductionRow = Selectable<DemandPaperTables['demand_productions']>;

/** What the leaf of a production commits to: its row, with who said it and who agreed hidden under a salt of their own. */
export const producedEvent = (
  row: Omit<ProductionRow, 'ledger_salt' | 'turn' | 'by_salt' | 'sealed'> & { by_salt: Uint8Array },
): LedgerEvent => ({
  kind: 'demand-produced',
  production: row.id,
  item: row.item,
  instrument: row.instrument,
  decision: row.decision,
  outcome: row.outcome,
  digest: Buffer.from(row.digest).toString('hex'),
  recipient: row.recipient,
  medium: row.medium,
  locked_to: row.locked_to,
  pages: row.pages,
  records: row.records,
  people: row.people,
  ...(row.by_order && { 'by-order': true }),
  proposed_on: row.proposed_on,
  decided_on: row.decided_on,
  'asked-by': actedBy(row.by_salt, { staff: row.proposed_by, part: 'asked' }),
  by: actedBy(row.by_salt, { staff: row.decided_by ?? '', part: 'released' }),
});
