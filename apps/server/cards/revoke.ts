import { timingSafeEqual } from 'node:crypto';
import { slipHash } from '@commonkey/credential';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { recordApart } from '../store/openings.ts';
import type { Writer } from '../store/store.ts';

/** Asked for by the holder with number and secret, or by an officer who holds the surrendered card. */
export type RevocationRequest =
  | { serial: string; by: 'slip'; secret: string }
  | { serial: string; by: 'card' };

const NO_HASH = '0'.repeat(64);
const MOST_CLAIMS = 16;

/**
 * Revokes a card. True when it is revoked now, or was already; false when nothing matches, whatever the reason: an unknown
 * number and a wrong secret run the same statements and get the same answer.
 *
 * A serial whose desk has not reported yet keeps the request, so that it counts when the shift closes, in whatever order
 * shifts arrive.
 */
export async function revoke(context: Context, tx: Writer, request: RevocationRequest): Promise<boolean> {
  const { serial } = request;
  const shown = request.by === 'slip' ? slipHash(serial, request.secret) : NO_HASH;
  const card = await tx
    .selectFrom('cards')
    .select(['status', 'slip_hash'])
    .where('serial', '=', serial)
    .executeTakeFirst();
  const same = equal(card?.slip_hash ?? NO_HASH, shown) && card?.slip_hash != null;
  const matched = card !== undefined && (request.by === 'card' || same);
  await keepForOpenShift(tx, request, shown);
  const changed = await tx
    .updateTable('cards')
    .set({ status: 'revoked' })
    .where('serial', '=', matched ? serial : '')
    .where('status', '=', 'current')
    .returning('serial')
    .executeTakeFirst();
  if (changed) {
    await recordApart(tx, { kind: 'card-revoked', by: request.by }, context);
    await context.jobs.send(tx, 'cards.publish', {});
  }
  return matched;
}

async function keepForOpenShift(tx: Writer, request: RevocationRequest, shown: string): Promise<void> {
  const open = tx.updateTable('shift_serials').where('serial', '=', request.serial);
  if (request.by === 'card') await open.set({ revoked: true }).execute();
  else
    await open
      .set({ slip_claims: sql<string[]>`array_append(slip_claims, ${shown})` })
      .where(sql<boolean>`cardinality(slip_claims) < ${MOST_CLAIMS}`)
      .execute();
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}
