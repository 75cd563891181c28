import { addDays, type PlainDate } from '@commonkey/program';
import { sql } from 'kysely';
import type { Clock, Context } from '../context.ts';
import { dayOfEnding } from '../holds/day.ts';
import { spokenAge, spokenDay, tableFacts } from '../holds/destroy.ts';
import { scheduleOf } from '../holds/holds.ts';
import { type DisposalAnswer, readAnswers } from '../holds/may-destroy.ts';
import { stillReferredTo } from '../holds/referred.ts';
import { endsWithDecision, isSecondKey } from '../holds/second-key.ts';
import type { TableName } from '../store/database.ts';
import { lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader } from '../store/store.ts';

/** Days that a record may outlive its own: the destroyer runs every ten minutes, and a night without power costs no alarm. */
export const PUBLISHED_LAG_DAYS = 1;
/** How far the list of what comes to be due looks ahead. */
export const AHEAD_DAYS = 30;

/** How many records of a series there are, by what is to become of them. Each is in `total`; `held` and `awaiting` may be due or not. */
export type Standing = {
  total: number;
  /** Under a hold, due or not. */
  held: number;
  /** Under a hold and not kept by it: keys for one reviewer, which end with the decision all the same. */
  untilDecided: number;
  /** Due, under no hold, and waiting for a certificate. */
  awaiting: number;
  /** Due, and its certificate is not through, whether a hold keeps it or not: this may be told to everybody. */
  uncertified: number;
  /** Past its day and the published lag, though nothing keeps it. */
  overdue: number;
  /** Coming to be due, today and the days after: [day, how many]. */
  due: Map<PlainDate, number>;
};

type Parts = Pick<Context, 'program'> & { clock: Clock };
type Row = {
  series: string;
  due: string;
  date: string | null;
  age: number | null;
  certificate: string | null;
  secondKey: boolean;
  /** One reviewer's key: no hold keeps it past a decision. */
  endsAnyway: boolean;
  referred: boolean;
  /** A thing at a desk: it ends when somebody says that it is destroyed. */
  byHand: boolean;
  count: number;
};
type Judged = Row & { stands: DisposalAnswer['answer']; unheld: DisposalAnswer['answer'] };

/** Every dated record, sealed or not, with what may be done with it today. */
async function judged(read: Reader, parts: Parts): Promise<{ today: PlainDate; rows: readonly Judged[] }> {
  const { program } = parts.program;
  const schedule = scheduleOf(program);
  const answers = await readAnswers(read, schedule.rules, parts.clock.now());
  const rows: Judged[] = [];
  for (const table of Object.keys(HOLDINGS) as TableName[])
    for (const row of await rowsOf(read, table, schedule.seriesOf(table)))
      rows.push({ ...row, stands: answers.now(row).answer, unheld: answers.unheld(row).answer });
  return { today: dayOfEnding(program.city.timeZone, parts.clock.now()), rows };
}

/** Every dated record, sealed or not, by series. Counts are of rows; nobody is looked at. */
export async function standing(read: Reader, parts: Parts): Promise<Map<string, Standing>> {
  const { today, rows } = await judged(read, parts);
  const last = addDays(today, AHEAD_DAYS - 1);
  const late = addDays(today, -PUBLISHED_LAG_DAYS);
  const found = new Map<string, Standing>();
  for (const row of rows) {
    const { series, due, count, stands, unheld, referred } = row;
    const sum = found.get(series) ?? emptyStanding();
    found.set(series, sum);
    sum.total += count;
    if (due <= today && unheld === 'awaiting-certificate') sum.uncertified += count;
    if (stands === 'held') sum[row.endsAnyway ? 'untilDecided' : 'held'] += count;
    else if (stands === 'awaiting-certificate' && due <= today) sum.awaiting += count;
    else if (stands === 'yes' && due < late && !referred) sum.overdue += count;
    if (due >= today && due <= last) sum.due.set(due, (sum.due.get(due) ?? 0) + count);
  }
  return found;
}

/** The first day on which a record is due that needs a certificate and stands on none, by series. What a hold keeps can stand on none. */
export async function firstUnlisted(read: Reader, parts: Parts): Promise<Map<string, PlainDate>> {
  const { rows } = await judged(read, parts);
  const first = new Map<string, PlainDate>();
  for (const { series, due, certificate, stands } of rows) {
    if (certificate !== null || stands !== 'awaiting-certificate') continue;
    const known = first.get(series);
    if (known === undefined || due < known) first.set(series, due);
  }
  return first;
}

/** Records whose day has come and that nothing keeps: the destroyer's next run ends them. */
export async function comeDue(read: Reader, parts: Parts): Promise<number> {
  const { today, rows } = await judged(read, parts);
  return rows
    .filter(({ due, stands, referred, byHand }) => due <= today && stands === 'yes' && !referred && !byHand)
    .reduce((sum, { count }) => sum + count, 0);
}

export const emptyStanding = (): Standing => ({
  total: 0,
  held: 0,
  untilDecided: 0,
  awaiting: 0,
  uncertified: 0,
  overdue: 0,
  due: new Map(),
});

/** What the public is told of records whose day is past. */
export type PastDay = {
  /**
   * Records, sealed or not, that are there although their day and the published lag are past and nothing keeps them: neither
   * a hold nor a certificate that the law wants. 0 in a city that keeps its word.
   */
  overdue: number;
  /** Records that wait for a certificate; the same number with a hold and without one. */
  uncertified: number;
};

export async function pastDay(read: Reader, parts: Parts): Promise<PastDay> {
  const all = [...(await standing(read, parts)).values()];
  const sum = (of: keyof PastDay) => all.reduce((n, one) => n + one[of], 0);
  return { overdue: sum('overdue'), uncertified: sum('uncertified') };
}

export const overdue = async (read: Reader, parts: Parts): Promise<number> =>
  (await pastDay(read, parts)).overdue;

async function rowsOf(read: Reader, table: TableName, ofTable: string): Promise<readonly Row[]> {
  const { disposition } = tableFacts(table);
  const by = lastDayColumn(disposition);
  if (by === null) return [];
  const series = rowsNameSeries(disposition) ? sql<string>`series` : sql<string>`${ofTable}::text`;
  const listed = 'disposal_certificate' in HOLDINGS[table].columns;
  return read
    .selectFrom(
      sql<Row>`(select ${series} as series, ${sql.ref(by)}::date::text as due,
        ${spokenDay(table)} as date, ${spokenAge(table)} as age,
        ${listed ? sql`disposal_certificate::text` : sql`null::text`} as certificate,
        ${table === 'vault_records' ? isSecondKey : sql`false`} as "secondKey",
        ${table === 'vault_records' ? endsWithDecision : sql`false`} as "endsAnyway",
        ${stillReferredTo(table) ?? sql`false`} as referred,
        ${'hands' in disposition}::boolean as "byHand", count(*)::int as count
        from ${sql.table(table)} group by 1, 2, 3, 4, 5, 6, 7, 8, 9)`.as('found'),
    )
    .selectAll()
    .execute();
}
