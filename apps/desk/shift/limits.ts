import type { DeskCode } from '../codes.ts';
import { clockStop } from './clock.ts';

export type ShiftLimits = {
  /** Certificate's window, epoch ms. */
  readonly from: number;
  readonly until: number;
  /** When this shift was opened, epoch ms, and how long it may run. */
  readonly opened: number;
  readonly maxHours: number;
  readonly quota: number;
};

export type ShiftUse = {
  readonly now: number;
  readonly high: number;
  /** Serials with an intent, whatever became of them. */
  readonly used: number;
  /** A supervisor stopped the line. */
  readonly stopped: boolean;
};

/** Why no further card may be started now, or null. Asked before a person sits down and again before every intent. */
export function hardStop(limits: ShiftLimits, use: ShiftUse): DeskCode | null {
  const clock = clockStop({ now: use.now, high: use.high, from: limits.from, until: limits.until });
  if (clock) return clock;
  if (use.now >= limits.opened + limits.maxHours * 3_600_000) return 'desk-hours-over';
  if (use.used >= limits.quota) return 'desk-count-over';
  if (use.stopped) return 'desk-stopped';
  return null;
}
