import { type PublicJwk, toPublicJwk } from '@commonkey/credential';
import { codeFromWire, type WaitingCard } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { type DeskBox, takeAlong, takeByCode, waitingRecords } from '../portal/service.ts';
import type { DeskOfficeCode } from './errors.ts';

type Box = Omit<PublicJwk, 'kid'> & { kid?: string };

/**
 * Which cards wait, or whether this one does, for the clerk whose shift it is. No key is handed out. Fault `shift-unknown` (not
 * this clerk's, or over).
 */
export async function waitingFor(
  context: Context,
  staffId: string,
  { shift, record }: { shift: string; record: string | null },
): Promise<string[]> {
  await requireOwn(context, staffId, shift);
  return waitingRecords(context, record);
}

/** Waiting cards sealed to this desk. Faults `shift-unknown`, and the key process's. */
export async function pickUps(
  context: Context,
  staffId: string,
  wish: { shift: string; box: Box; records: readonly string[] },
): Promise<WaitingCard[]> {
  await requireOwn(context, staffId, wish.shift);
  return takeAlong(context, deskBox(staffId, wish.box), wish.records);
}

/**
 * The same by the code that its holder says at the desk. Faults `shift-unknown`, the key process's, and `code-opens-no-card`
 * for everything that opens none, whatever the reason.
 *
 * @param wish.code 15 letters, as `codeToWire` writes them
 */
export async function pickUpByCode(
  context: Context,
  staffId: string,
  wish: { shift: string; box: Box; code: string },
): Promise<{ card: WaitingCard; share: string }> {
  await requireOwn(context, staffId, wish.shift);
  const taken = await takeByCode(context, deskBox(staffId, wish.box), codeFromWire(wish.code));
  if (!taken) throw new Fault<DeskOfficeCode>('code-opens-no-card');
  return taken;
}

function deskBox(staffId: string, box: Box): DeskBox {
  const { x, y } = toPublicJwk(box);
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { staffId, boxKey: point.toString('base64url') };
}

async function requireOwn({ store, clock }: Context, staffId: string, shift: string): Promise<void> {
  const row = await store.read
    .selectFrom('desk_shifts')
    .select('shift')
    .where('shift', '=', shift)
    .where('opened_by', '=', staffId)
    .where('window_until', '>', clock.now())
    .where('statement_digest', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Fault<DeskOfficeCode>('shift-unknown');
}
