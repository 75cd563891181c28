import {
  type Alive,
  type Bundle,
  type Cell,
  type Days,
  dayNumber,
  receivedWithin,
} from '@commonkey/exposure';
import {
  addDays,
  addMonths,
  type PlainDate,
  type Program,
  portalRules,
  type Series,
} from '@commonkey/program';
import { sql } from 'kysely';
import { scheduleOf } from '../../holds/holds.ts';
import type { Reader } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';

/**
 * What is really there about residents, as cells to hold a demand against: from dates, series and states alone. Nothing is
 * opened, nobody is looked up, and no row leaves the database: rows that are alike come out as one number.
 *
 * @param today the day it is where the city is
 */
export async function observedCells(read: Reader, program: Program, today: PlainDate): Promise<Cell[]> {
  return [...(await cards(read, program)), ...(await applications(read, program, today))];
}

/** Rows of the register: each stands alone, and knows its month. */
async function cards(read: Reader, program: Program): Promise<Cell[]> {
  const series = seriesNamed(program, scheduleOf(program).seriesOf('cards'));
  const rows = await read
    .selectFrom('cards')
    .select((row) => ['issue_month', 'ends_on', row.fn.countAll<string>().as('people')])
    .groupBy(['issue_month', 'ends_on'])
    .execute();
  return rows.map(({ issue_month: month, ends_on: due, people }) => ({
    channel: 'events',
    people: Number(people),
    applied: daysOfMonth(month),
    bundles: [[{ series, due: dayNumber(due) }]],
  }));
}

type Alike = {
  state: ApplicationState;
  decided: string | null;
  due: string;
  /** "series due", of each sealed record that is there. */
  records: string[];
  people: number;
};

/** All that hangs together by an application, its own row among it. */
async function applications(read: Reader, program: Program, today: PlainDate): Promise<Cell[]> {
  const { records } = portalRules(program) ?? {};
  if (records?.application === undefined) return [];
  const row = seriesNamed(program, records.application);
  const rows = await read
    .selectFrom(
      sql<Alike>`(
        select state, decided_on::text as decided, ends_on::text as due, records, count(*)::int as people
        from (
          select a.state, a.decided_on, a.ends_on,
            array(
              select distinct r.series || ' ' || r.ends_on from vault_records r where r.application = a.id order by 1
            ) as records
          from applications a
        ) one_by_one
        group by 1, 2, 3, 4)`.as('alike'),
    )
    .selectAll()
    .execute();
  return rows.map(({ state, decided, due, records: sealed, people }) => {
    const alive: Alive[] = sealed.map((text) => {
      const [series = '', ends = ''] = text.split(' ');
      // A draft opens with its owner's code, and nobody else has a part in its key.
      const form = series === records.draft ? { form: 'own-code' as const } : {};
      return { series: seriesNamed(program, series), due: dayNumber(ends), ...form };
    });
    const bundle: Bundle = [{ series: row, due: dayNumber(due) }, ...alive];
    return {
      channel: 'portal',
      people,
      applied: state === 'draft' ? NEVER : appliedWithin(state, bundle, decided ?? today),
      bundles: [bundle],
    };
  });
}

/** What was never sent: no day on which it was applied lies in any window. */
const NEVER: Days = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

/**
 * Events bring dates nearer: what is due later than another record allows came in no earlier. While nothing has been decided
 * nothing was brought nearer, and the dates tell the very day.
 */
function appliedWithin(state: ApplicationState, bundle: Bundle, until: PlainDate): Days {
  const all = bundle.map(({ series, due }) => receivedWithin(series, due, dayNumber(until)));
  const first = Math.max(...all.map((days) => days.first));
  const told = state === 'waiting' && Number.isFinite(first);
  return { first, last: told ? Math.min(first, dayNumber(until)) : dayNumber(until) };
}

function daysOfMonth(month: string): Days {
  const first = `${month}-01`;
  return { first: dayNumber(first), last: dayNumber(addDays(addMonths(first, 1), -1)) };
}

/** A series that the program does not describe is taken to hold something that nobody has described. */
function seriesNamed({ series }: Program, id: string): Series {
  const found = series.find((one) => one.id === id);
  if (found) return found;
  const undescribed: Pick<Series, 'id' | 'medium' | 'holds'> = {
    id,
    medium: 'digital',
    holds: ['undescribed'],
  };
  return undescribed as Series;
}
