import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { record } from '../store/record.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { DeskOfficeCode } from './errors.ts';

export const isDeskKey = async (read: Reader, kid: string): Promise<boolean> =>
  (await read.selectFrom('desk_keys').select('kid').where('kid', '=', kid).executeTakeFirst()) !== undefined;

/**
 * Tells verifiers that a desk's key fell into wrong hands: no card it signed is valid any more, good ones included. For
 * ever, since a thief may date a card as they like. Again: nothing more. Fault `desk-key-unknown`.
 */
export async function distrustDeskKey(context: Context, tx: Writer, kid: string): Promise<void> {
  if (!(await isDeskKey(tx, kid))) throw new Fault<DeskOfficeCode>('desk-key-unknown');
  const known = await tx
    .selectFrom('distrusted_keys')
    .select('kid')
    .where('kid', '=', kid)
    .executeTakeFirst();
  if (known) return;
  const { salt } = await record(tx, { kind: 'desk-distrusted', key: kid }, context.random);
  const since_month = context.clock.now().toISOString().slice(0, 7);
  await tx.insertInto('distrusted_keys').values({ kid, since_month, ledger_salt: salt }).execute();
}
