import type { PlainDate, Program } from '@commonkey/program';
import { sql } from 'kysely';
import type { TableName } from '../store/database.ts';
import { lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader } from '../store/store.ts';
import { channelsIn } from './channel.ts';
import { dayOfEnding } from './day.ts';
import { spokenAge, spokenDay, tableFacts } from './destroy.ts';
import { scheduleOf } from './holds.ts';
import { type ActiveHold, covers } from './may-destroy.ts';
import { takesSeries } from './scope.ts';
import { endsWithDecision } from './second-key.ts';

/** `covered`: records that a scope takes now. `kept`: those of them whose date has come, which would be gone without it. */
export type KeptCount = { covered: number; kept: number };

type Rules = { program: Pick<Program, 'series' | 'channels' | 'city'>; now: Date };
/** Records of a table in which everything that a scope is held against is alike. */
type Kind = { series: string | null; date: string | null; age: number | null; due: boolean; count: number };

/**
 * Counts what each of some holds takes, in their order. Reads nobody's record: series, days and last days alone, and each table once,
 * however many holds there are.
 */
export async function countKept(
  read: Reader,
  scopes: readonly ActiveHold[],
  { program, now }: Rules,
): Promise<KeptCount[]> {
  const { seriesOf } = scheduleOf(program);
  const channelOf = channelsIn(program);
  const sums = scopes.map((): KeptCount => ({ covered: 0, kept: 0 }));
  const add = (table: TableName, { count, due, ...kind }: Kind) => {
    const series = kind.series ?? seriesOf(table);
    const record = { ...kind, series, channel: channelOf(series), due: '' };
    for (const [at, scope] of scopes.entries()) {
      const sum = sums[at];
      if (!sum || !covers(scope, record)) continue;
      sum.covered += count;
      if (due) sum.kept += count;
    }
  };
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const { disposition } = tableFacts(table);
    const ends = lastDayColumn(disposition);
    if (ends === null) continue;
    const named = rowsNameSeries(disposition);
    if (!named && !scopes.some((scope) => takesSeries(scope, seriesOf(table), channelOf))) continue;
    const day = dayOfEnding(program.city.timeZone, now);
    for (const kind of await kindsOf(read, table, { ends, named, day, now })) add(table, kind);
  }
  return sums;
}

function kindsOf(
  read: Reader,
  table: TableName,
  { ends, named, day, now }: { ends: string; named: boolean; day: PlainDate; now: Date },
): Promise<Kind[]> {
  const column = sql.ref(ends);
  const due = sql`case when pg_typeof(${column}) = 'date'::regtype then ${column}::date <= ${day}::date
      else ${column}::timestamptz <= ${now} end`;
  const series = named ? sql`series` : sql`null::text`;
  const counted = table === 'vault_records' ? sql`not ${endsWithDecision}` : sql`true`;
  return read
    .selectFrom(
      sql<Kind>`(select series, date, age, due, count(*)::int as count from (
          select ${series} as series, ${spokenDay(table)} as date, ${spokenAge(table)} as age, ${due} as due
          from ${sql.table(table)} where ${counted}) rows group by series, date, age, due)`.as('kinds'),
    )
    .selectAll()
    .execute();
}
