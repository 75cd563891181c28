import type { Program } from '@commonkey/program';
import { sql } from 'kysely';
import type { TableName } from '../store/database.ts';
import { lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader } from '../store/store.ts';
import { channelsIn } from './channel.ts';
import { dayOfEnding } from './day.ts';
import { spokenAge, spokenDay, tableFacts } from './destroy.ts';
import { scheduleOf } from './holds.ts';
import type { ActiveHold } from './may-destroy.ts';
import { takesSeries } from './scope.ts';
import { endsWithDecision } from './second-key.ts';

/** `covered`: records that a scope takes now. `kept`: those of them whose date has come, which would be gone without it. */
export type KeptCount = { covered: number; kept: number };

/** Counts what a hold takes. Reads nobody's record: series, days and last days alone. */
export async function countKept(
  read: Reader,
  scope: ActiveHold,
  { program, now }: { program: Pick<Program, 'series' | 'channels' | 'city'>; now: Date },
): Promise<KeptCount> {
  const { seriesOf } = scheduleOf(program);
  const day = dayOfEnding(program.city.timeZone, now);
  const channelOf = channelsIn(program);
  const elsewhere = program.series
    .map(({ id }) => id)
    .filter((id) => !takesSeries({ ...scope, series: null }, id, channelOf));
  const sum: KeptCount = { covered: 0, kept: 0 };
  for (const table of Object.keys(HOLDINGS) as TableName[]) {
    const { disposition } = tableFacts(table);
    const ends = lastDayColumn(disposition);
    if (ends === null) continue;
    const named = rowsNameSeries(disposition);
    if (!named && !takesSeries(scope, seriesOf(table), channelOf)) continue;
    const conditions = [table === 'vault_records' ? sql`not ${endsWithDecision}` : sql`true`];
    if (named && scope.series !== null) conditions.push(sql`series = any(${scope.series})`);
    if (named) conditions.push(sql`series <> all(${elsewhere}::text[])`);
    // As `covers` has it: a month, which is shorter, is any of its days.
    const of = sql`${spokenDay(table)} collate "C"`;
    const month = sql`length(${spokenDay(table)}) = 7`;
    if (scope.from !== null)
      conditions.push(
        sql`coalesce(case when ${month} then ${of} || '-31' else ${of} end >= ${scope.from}, true)`,
      );
    if (scope.until !== null)
      conditions.push(
        sql`coalesce(case when ${month} then ${of} || '-01' else ${of} end <= ${scope.until}, true)`,
      );
    const { fromAge = null } = scope;
    if (fromAge !== null) conditions.push(sql`coalesce(${spokenAge(table)} < ${fromAge}, true)`);
    const column = sql.ref(ends);
    const due = sql`case when pg_typeof(${column}) = 'date'::regtype then ${column}::date <= ${day}::date
      else ${column}::timestamptz <= ${now} end`;
    const { covered, kept } = await read
      .selectFrom(
        sql<KeptCount>`(select count(*)::int as covered, count(*) filter (where ${due})::int as kept
          from ${sql.table(table)} where ${sql.join(conditions, sql` and `)})`.as('counts'),
      )
      .select(['counts.covered', 'counts.kept'])
      .executeTakeFirstOrThrow();
    sum.covered += covered;
    sum.kept += kept;
  }
  return sum;
}
