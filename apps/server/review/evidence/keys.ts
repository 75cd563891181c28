import type { BoxPublicKey } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { ReviewCode } from '../errors.ts';
import { givePlace } from './places.ts';

/** A key as its owner's browser needs it: the private half wrapped under what that one passkey yields. */
export type OwnKey = { credential: string; publicKey: BoxPublicKey; wrapped: Uint8Array };

/** Keys that a member can open now, with the passkey of each. */
export async function keysOf(read: Reader, staffId: string): Promise<OwnKey[]> {
  return read
    .selectFrom('evidence_keys as k')
    .innerJoin('staff_passkeys as p', 'p.credential_id', 'k.credential_id')
    .select(['k.credential_id as credential', 'k.public_key as publicKey', 'k.wrapped'])
    .where('k.staff_id', '=', staffId)
    .where('k.active', '=', true)
    .where('p.active', '=', true)
    .orderBy('k.credential_id')
    .execute();
}

/** Stores a new key of a passkey in place of an earlier one: what was sealed to that one opens with it no more. */
export async function addKey(
  tx: Writer,
  staffId: string,
  { credential, publicKey, wrapped }: OwnKey,
): Promise<void> {
  const row = { staff_id: staffId, public_key: publicKey, wrapped, active: true };
  await tx
    .insertInto('evidence_keys')
    .values({ credential_id: credential, ...row })
    .onConflict((conflict) => conflict.column('credential_id').doUpdateSet(row))
    .execute();
  await givePlace(tx, staffId);
}

/** The private half goes at once, whether or not a hold keeps the row. Fault `evidence-key-unknown`. */
export async function removeKey(
  context: Pick<Context, 'holds'>,
  tx: Writer,
  staffId: string,
  credential: string,
): Promise<void> {
  const removed = await tx
    .updateTable('evidence_keys')
    .set({ active: false, wrapped: new Uint8Array() })
    .where('credential_id', '=', credential)
    .where('staff_id', '=', staffId)
    .where('active', '=', true)
    .returning('credential_id')
    .execute();
  if (removed.length === 0) throw new Fault<ReviewCode>('evidence-key-unknown');
  await context.holds.destroy(tx, {
    table: 'evidence_keys',
    where: { credential_id: credential },
    because: 'withdrawn',
  });
}
