import { sql } from 'kysely';
import type { TableName } from '../../store/database.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Reader } from '../../store/store.ts';

/**
 * Counts of records about people are told in steps of so many. PC-01: agencies suppress what is under ten, since a small count with
 * something known beside it points at somebody. The step above ten is for whoever asks every minute: a count to the last one would
 * show one person come, or take something back.
 */
export const COUNT_STEP = 10;

/** `below` is not among them. */
export type HowMany =
  | { exactly: number }
  | { atLeast: number; below: number }
  /** `may-be-secret`: a count of holds would tell of one that no one may speak of. `in-batches`: the ledger tells them at its hours. */
  | { notSaid: 'may-be-secret' | 'in-batches' | 'not-counted' };

export type TableCounts = Readonly<Partial<Record<TableName, HowMany>>>;

/** How many rows there are of each table, as far as the public may know. One query. */
export async function tableCounts(read: Reader, there: ReadonlySet<string>): Promise<TableCounts> {
  const tables = (Object.keys(HOLDINGS) as TableName[]).filter(
    (table) => there.has(table) && mayCount(table) === null,
  );
  const rows = await read
    .selectFrom(
      sql<{ name: TableName; n: number }>`(${sql.join(
        tables.map(
          (table) => sql`select ${table}::text as name, count(*)::float8 as n from ${sql.table(table)}`,
        ),
        sql` union all `,
      )})`.as('counts'),
    )
    .selectAll()
    .execute();
  const found: Partial<Record<TableName, HowMany>> = {};
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const notSaid = mayCount(table);
    if (notSaid !== null) found[table] = { notSaid };
  }
  for (const { name, n } of rows) found[name] = isAboutWork(name) ? { exactly: n } : inSteps(n);
  return found;
}

export function inSteps(n: number): HowMany {
  if (n === 0) return { exactly: 0 };
  const atLeast = Math.floor(n / COUNT_STEP) * COUNT_STEP;
  return { atLeast: Math.max(1, atLeast), below: atLeast + COUNT_STEP };
}

/** The same as one number: 0 is 0, and more is at least so many. */
export function atLeast(n: number): number {
  const counted = inSteps(n);
  return 'atLeast' in counted ? counted.atLeast : 0;
}

function mayCount(table: TableName): 'may-be-secret' | 'in-batches' | null {
  const { group, disposition } = HOLDINGS[table];
  if (group === 'holds') return 'may-be-secret';
  return 'moves' in disposition ? 'in-batches' : null;
}

/** No column tells anything of anybody: the number of rows tells of the service alone. */
function isAboutWork(table: TableName): boolean {
  const columns: Readonly<Record<string, { proxyFor: readonly string[] }>> = HOLDINGS[table].columns;
  return Object.values(columns).every(({ proxyFor }) =>
    proxyFor.every((one) => one === 'nothing' || one === 'when-the-service-ran'),
  );
}
