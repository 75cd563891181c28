import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../context.ts';
import { ONLINE_PATH } from './online-page.tsx';

export const WISHES = ['stop', 'resume'] as const;
export type Wish = (typeof WISHES)[number];

/** As long as a touch of a passkey counts: later nobody remembers what they pressed. */
const COUNTS_MS = 5 * 60_000;
/** The way back after a touch is a plain path of small letters, and nothing else. */
const letters = (hex: string): string =>
  hex.replace(/[0-9a-f]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));

/**
 * The address that carries out what somebody pressed once they have touched their passkey. HMAC-SHA256 over who, what and
 * until when: nobody else's link does anything, and neither does an old one.
 */
export function intentPath(context: Context, staffId: string, wish: Wish): string {
  const until = letters(Math.ceil((context.clock.now().getTime() + COUNTS_MS) / 1000).toString(16));
  return `${ONLINE_PATH}/${wish}/${until}/${macOf(context, staffId, wish, until)}`;
}

/** What was pressed; undefined for anything but an address of one's own, of the last minutes. */
export function readIntent(
  context: Context,
  staffId: string,
  { wish, until, mac }: { wish: string; until: string; mac: string },
): Wish | undefined {
  const hex = until.replace(/[a-p]/g, (letter) => (letter.charCodeAt(0) - 97).toString(16));
  const end = /^[0-9a-f]{1,10}$/.test(hex) ? Number.parseInt(hex, 16) * 1000 : 0;
  const own = macOf(context, staffId, wish, until);
  const same = mac.length === own.length && timingSafeEqual(Buffer.from(mac), Buffer.from(own));
  if (!same || end <= context.clock.now().getTime()) return undefined;
  return WISHES.find((one) => one === wish);
}

function macOf({ secrets }: Context, staffId: string, wish: string, until: string): string {
  const mac = createHmac('sha256', secrets.csrf).update(`switch-intent-v1\0${staffId}\0${wish}\0${until}`);
  return letters(mac.digest('hex'));
}
