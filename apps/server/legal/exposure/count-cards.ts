import { type Cell, type Days, dayNumber } from '@commonkey/exposure';
import { addDays, addMonths, type PlainDate } from '@commonkey/program';
import { sql } from 'kysely';
import { scheduleOf } from '../../holds/holds.ts';
import { aliveIn, type Look, seriesNamed } from './look.ts';

/** Rows of the register: each stands alone, and knows its month. */
export async function countCards(look: Look): Promise<Cell[]> {
  const { read, program } = look;
  const series = seriesNamed(program, scheduleOf(program).seriesOf('cards'));
  const rows = await read.selectFrom(kinds.as('kinds')).selectAll().execute();
  return rows.map(({ issue_month: month, ends_on: due, people }) => ({
    channel: 'events',
    people,
    applied: daysOfMonth(month),
    bundles: [[aliveIn(look, series, { due })]],
  }));
}

/**
 * The few hundred pairs of day and month that there are, each found behind the one before it, and the rows of each counted in the
 * index that tells both. Grouped as they come, the server would compare ten million rows with the one before.
 */
const kinds = sql<{ issue_month: string; ends_on: PlainDate; people: number }>`(
  with recursive kinds as (
    (select ends_on, issue_month from cards order by ends_on, issue_month limit 1)
    union all
    select following.* from kinds, lateral (
      select ends_on, issue_month from cards
      where (cards.ends_on, cards.issue_month) > (kinds.ends_on, kinds.issue_month)
      order by ends_on, issue_month limit 1
    ) following
  )
  select issue_month, ends_on, (
    select count(*)::int from cards
    where cards.ends_on = kinds.ends_on and cards.issue_month = kinds.issue_month
  ) as people from kinds)`;

function daysOfMonth(month: string): Days {
  const first = `${month}-01`;
  return { first: dayNumber(first), last: dayNumber(addDays(addMonths(first, 1), -1)) };
}
