import { type Cell, type Days, dayNumber } from '@commonkey/exposure';
import { addDays, addMonths } from '@commonkey/program';
import { scheduleOf } from '../../holds/holds.ts';
import { aliveIn, type Look, seriesNamed } from './look.ts';

/** Rows of the register: each stands alone, and knows its month. Grouped in the order of the index that tells it. */
export async function countCards(look: Look): Promise<Cell[]> {
  const { read, program } = look;
  const series = seriesNamed(program, scheduleOf(program).seriesOf('cards'));
  const rows = await read
    .selectFrom('cards')
    .select((row) => ['issue_month', 'ends_on', row.fn.countAll<number>().as('people')])
    .groupBy(['ends_on', 'issue_month'])
    .execute();
  return rows.map(({ issue_month: month, ends_on: due, people }) => ({
    channel: 'events',
    people: Number(people),
    applied: daysOfMonth(month),
    bundles: [[aliveIn(look, series, { due })]],
  }));
}

function daysOfMonth(month: string): Days {
  const first = `${month}-01`;
  return { first: dayNumber(first), last: dayNumber(addDays(addMonths(first, 1), -1)) };
}
