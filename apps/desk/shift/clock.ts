import type { DeskCode } from '../codes.ts';

/** Times in epoch milliseconds. `high`: the latest time this shift has ever seen, kept across reloads. */
export type ClockFacts = {
  readonly now: number;
  readonly high: number;
  readonly from: number;
  readonly until: number;
};

/** A clock that is set by a time server may step back a little; more than this is somebody's hand or a dead battery. */
const STEP_BACK_MS = 2 * 60_000;

/**
 * Whether cards may be dated now. Outside the certificate's window every verifier would refuse them; before a time
 * already seen, the dates on the cards would be wrong (F-11).
 */
export function clockStop({ now, high, from, until }: ClockFacts): DeskCode | null {
  if (now < from || now >= until) return 'desk-clock-outside';
  if (now < high - STEP_BACK_MS) return 'desk-clock-backwards';
  return null;
}

/** The city's calendar day, as `YYYY-MM-DD`. `timeZone`: IANA name. */
export function localDay(now: number, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}
