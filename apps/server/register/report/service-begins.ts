import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../../context.ts';

/** The day of the first hour that the ledger closed; null before it closed one. */
export async function firstDayOfService({
  store,
  program,
}: Pick<Context, 'store' | 'program'>): Promise<PlainDate | null> {
  const row = await store.read
    .selectFrom('ledger_checkpoints')
    .select(({ fn }) => fn.min('slot').as('slot'))
    .executeTakeFirst();
  return row?.slot ? plainDateIn(program.program.city.timeZone, row.slot) : null;
}
