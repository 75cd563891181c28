import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import type { ReviewCode } from '../../errors.ts';

/** One touch lasts as long as many batches take, and no longer than a coffee. */
const PASS_MS = 10 * 60_000;
const UNTIL = 12;
const MAC = 64;
export const PASS = new RegExp(`^[0-9a-f]{${UNTIL + MAC}}$`);

type Parts = Pick<Context, 'secrets'> & { clock: Pick<Context['clock'], 'now'> };

/** That this member has just touched the passkey of this key: HMAC-SHA256 under the service's own key, stored nowhere. */
export function newPass(context: Parts, staffId: string, key: string): string {
  const until = (context.clock.now().getTime() + PASS_MS).toString(16).padStart(UNTIL, '0');
  return until + macOf(context, staffId, key, until);
}

/** Fault `half-pass-over`: another member's or key's, or too long ago. */
export function checkPass(context: Parts, staffId: string, key: string, pass: string): void {
  const [until, mac] = [pass.slice(0, UNTIL), pass.slice(UNTIL)];
  const good =
    PASS.test(pass) && timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(context, staffId, key, until)));
  if (!good || Number.parseInt(until, 16) < context.clock.now().getTime())
    throw new Fault<ReviewCode>('half-pass-over');
}

function macOf({ secrets }: Parts, staffId: string, key: string, until: string): string {
  return createHmac('sha256', secrets.csrf)
    .update(`half-pass-v1\0${staffId}\0${key}\0${until}`)
    .digest('hex');
}
