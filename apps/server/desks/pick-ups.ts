import { type PublicJwk, toPublicJwk } from '@commonkey/credential';
import type { WaitingCard } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { dropHandedOver, handedOver, waitingCards } from '../portal/service.ts';
import type { Reader } from '../store/store.ts';
import type { DeskOfficeCode } from './errors.ts';

type Wish = { shift: string; box: Omit<PublicJwk, 'kid'> & { kid?: string }; after: string | null };

/**
 * The cards that wait for pick-up, for the clerk whose shift it is. Faults `shift-unknown` (not this clerk's, or closed),
 * and the keeper's.
 */
export async function pickUps(context: Context, staffId: string, wish: Wish): Promise<WaitingCard[]> {
  await requireOwn(context.store.read, staffId, wish.shift, context.clock.now());
  const { x, y } = toPublicJwk(wish.box);
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const { shift, after } = wish;
  return waitingCards(context, { shift, staffId, boxKey: point.toString('base64url'), after });
}

/** Cards of this clerk's open shift were handed over; their applications end now, not at close-down. */
export async function handOver(
  context: Context,
  staffId: string,
  shift: string,
  records: readonly string[],
): Promise<void> {
  await requireOwn(context.store.read, staffId, shift, context.clock.now());
  const ended = await context.store.write((tx) => handedOver(context, tx, shift, records));
  await dropHandedOver(context, ended);
}

async function requireOwn(read: Reader, staffId: string, shift: string, now: Date): Promise<void> {
  const row = await read
    .selectFrom('desk_shifts')
    .select('shift')
    .where('shift', '=', shift)
    .where('opened_by', '=', staffId)
    .where('window_until', '>', now)
    .where('statement_digest', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Fault<DeskOfficeCode>('shift-unknown');
}
