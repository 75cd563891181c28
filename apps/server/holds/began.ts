import type { PlainDate, Program } from '@commonkey/program';
import type { Reader } from '../store/store.ts';

/** No record here can be older: rules may be younger than the programme, so what is stored counts as well. */
export async function beganOn(read: Reader, { effective }: Pick<Program, 'effective'>): Promise<PlainDate> {
  const card = await read
    .selectFrom('cards')
    .select((of) => of.fn.min('issue_month').as('month'))
    .executeTakeFirst();
  const ended = await read
    .selectFrom('disposal_receipts')
    .select((of) => of.fn.min('destroyed_on').as('day'))
    .executeTakeFirst();
  const known = [card?.month && `${card.month}-01`, ended?.day].filter((day) => !!day).map(String);
  return known.reduce((first, day) => (day < first ? day : first), effective.from);
}
