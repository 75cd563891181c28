import {
  addDays,
  addMonths,
  addPeriod,
  type Period,
  type PlainDate,
  type Program,
  type Series,
} from '@commonkey/program';
import { type RawBuilder, sql } from 'kysely';
import { beganOn } from '../holds/began.ts';
import { listableTables } from '../holds/listing.ts';
import type { TableName } from '../store/database.ts';
import type { Reader } from '../store/store.ts';
import type { RecordsDates } from '../store/tables/records.ts';

/** PC-01: under ten records a month would point at somebody; so few are dated by the year. */
const FEW = 10;

/** As exactly as an end of a certificate's inclusive dates is told: its year where the records are few, else its month. */
export const toldAs = (day: PlainDate, volume: number): string => day.slice(0, volume < FEW ? 4 : 7);

/** The day that a row itself is of. The register of cards has a month; what is sealed has none, and neither has an application. */
const OWN_DAY: Readonly<Partial<Record<TableName, RawBuilder<string | null>>>> = {
  cards: sql`issue_month || '-01'`,
  desk_shifts: sql`worked_on::text`,
  desk_copies: sql`recorded_on::text`,
};
/** The rules that gave a row its last day: only by those can its first be reckoned back. */
const RULES: Readonly<Partial<Record<TableName, RawBuilder<string | null>>>> = {
  vault_records: sql`(select policy_version from applications where id = vault_records.application)`,
  applications: sql`policy_version`,
};

export type InclusiveDates = {
  records_dates: RecordsDates;
  /**
   * First day of a month or a year, and the last of one, or the day of the draft where that is not over: never a day of a record.
   * Null where not kept.
   */
  records_from: PlainDate | null;
  records_through: PlainDate | null;
};

type Found = { count: number; dated: number; first: string | null; last: string | null; rules: string[] };

/**
 * From when to when the records on a certificate's list are, as exactly as months: by the days that they hold, else reckoned back from
 * the days they come to be due, else not at all. Never beyond today, and never from before there was any record.
 * @param list the certificate; what it lists bears its id already
 * @param rule the schedule it is drafted under, with the rules that have it
 */
export async function inclusiveDates(
  read: Reader,
  list: { id: string; volume: number; dueFrom: PlainDate; dueThrough: PlainDate },
  {
    rule,
    program,
    today,
  }: { rule: Series; program: Pick<Program, 'version' | 'effective'>; today: PlainDate },
): Promise<InclusiveDates> {
  const found: Found[] = [];
  for (const table of listableTables()) found.push(await daysOf(read, table, list.id));
  const some = found.filter(({ count }) => count > 0);
  const { volume } = list;
  const firsts = some.flatMap(({ first }) => first ?? []).sort();
  const [first, last] = [
    firsts[0],
    some
      .flatMap(({ last }) => last ?? [])
      .sort()
      .at(-1),
  ];
  if (first !== undefined && last !== undefined && some.every(({ count, dated }) => count === dated))
    return { records_dates: 'held', ...widened(first, last, { volume, today }) };
  const earliest = some.every(
    ({ rules }) => rules.length > 0 && rules.every((one) => one === program.version),
  )
    ? earliestBy(rule, list.dueFrom)
    : null;
  if (earliest === null) return { records_dates: 'not-kept', records_from: null, records_through: null };
  const began = await beganOn(read, program);
  const latest = list.dueThrough < today ? list.dueThrough : today;
  return {
    records_dates: 'reckoned',
    ...widened(earliest < began && began <= latest ? began : earliest, latest, { volume, today }),
  };
}

/**
 * No record that the rule lets be due on this day came in earlier: its last day was never later than its first day and the
 * shortest period that runs from there. Null where no period does.
 */
function earliestBy(rule: Series, due: PlainDate): PlainDate | null {
  const ends = [rule, ...(rule.alsoAfter ?? []), ...(rule.atMost ? [rule.atMost] : [])];
  const firsts = ends.flatMap(({ after, period }) =>
    after === 'receipt' ? [addPeriod(due, back(period))] : [],
  );
  return firsts.sort().at(-1) ?? null;
}

function back(period: Period): Period {
  if ('days' in period) return { days: -period.days };
  if ('months' in period) return { months: -period.months };
  return { years: -period.years };
}

/** To the whole months or years that are told, and no further than today. */
function widened(
  first: PlainDate,
  last: PlainDate,
  { volume, today }: { volume: number; today: PlainDate },
): Pick<InclusiveDates, 'records_from' | 'records_through'> {
  const from = `${toldAs(first, volume)}-01-01`.slice(0, 10);
  const through = addDays(addMonths(`${`${toldAs(last, volume)}-12`.slice(0, 7)}-01`, 1), -1);
  return { records_from: from, records_through: today < through && from <= today ? today : through };
}

async function daysOf(read: Reader, table: TableName, certificate: string): Promise<Found> {
  const day = OWN_DAY[table] ?? sql<null>`null::text`;
  const rules = RULES[table] ?? sql<null>`null::text`;
  return read
    .selectFrom(
      sql<Found>`(select count(*)::int as count, count(${day})::int as dated, min(${day}) as first, max(${day}) as last,
        coalesce(array_agg(distinct coalesce(${rules}, '')), '{}') as rules
        from ${sql.table(table)} where disposal_certificate = ${certificate})`.as('found'),
    )
    .select(['found.count', 'found.dated', 'found.first', 'found.last', 'found.rules'])
    .executeTakeFirstOrThrow();
}
