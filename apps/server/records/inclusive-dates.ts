import { addDays, addMonths, addPeriod, type Period, type PlainDate, type Series } from '@commonkey/program';
import { type RawBuilder, sql } from 'kysely';
import { listableTables } from '../holds/listing.ts';
import type { TableName } from '../store/database.ts';
import type { Reader } from '../store/store.ts';
import type { RecordsDates } from '../store/tables/records.ts';

/** PC-01: under ten records a month would point at somebody; so few are dated by whole years. */
const FEW = 10;

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
  /** First day of a month, and the last of one: never a day of a record. Null where not kept. */
  records_from: PlainDate | null;
  records_through: PlainDate | null;
};

type Found = { count: number; dated: number; first: string | null; last: string | null; rules: string[] };

/**
 * From when to when the records on a certificate's list are, as exactly as months: by the days that they hold, else reckoned back from
 * the days they come to be due, else not at all.
 * @param list the certificate; what it lists bears its id already
 * @param rule the schedule it is drafted under, with the version of the rules that has it
 */
export async function inclusiveDates(
  read: Reader,
  list: { id: string; volume: number; dueFrom: PlainDate; dueThrough: PlainDate },
  { rule, version, today }: { rule: Series; version: string; today: PlainDate },
): Promise<InclusiveDates> {
  const found: Found[] = [];
  for (const table of listableTables()) found.push(await daysOf(read, table, list.id));
  const some = found.filter(({ count }) => count > 0);
  const few = list.volume < FEW;
  const firsts = some.flatMap(({ first }) => first ?? []).sort();
  const [first, last] = [
    firsts[0],
    some
      .flatMap(({ last }) => last ?? [])
      .sort()
      .at(-1),
  ];
  if (first !== undefined && last !== undefined && some.every(({ count, dated }) => count === dated))
    return { records_dates: 'held', ...widened(first, last, few) };
  const earliest = some.every(({ rules }) => rules.length > 0 && rules.every((one) => one === version))
    ? earliestBy(rule, list.dueFrom)
    : null;
  if (earliest === null) return { records_dates: 'not-kept', records_from: null, records_through: null };
  const latest = list.dueThrough < today ? list.dueThrough : today;
  return { records_dates: 'reckoned', ...widened(earliest, latest, few) };
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

function widened(first: PlainDate, last: PlainDate, few: boolean) {
  const [from, through] = few ? [`${first.slice(0, 4)}-01`, `${last.slice(0, 4)}-12`] : [first, last];
  return {
    records_from: `${from.slice(0, 7)}-01`,
    records_through: addDays(addMonths(`${through.slice(0, 7)}-01`, 1), -1),
  };
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
