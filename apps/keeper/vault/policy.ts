import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Lock } from './epoch-name.ts';

export const PURPOSES = [
  'resident',
  'review',
  'second-look',
  'appeal',
  'order',
  'notice',
  'desk',
  'matter',
  'process',
  'counsel',
  'event-news',
] as const;
export type Purpose = (typeof PURPOSES)[number];
/** Whose hourly cap an opening counts against. */
export type CapKind = 'staff' | 'desk' | 'notice' | 'event' | 'resident';

/**
 * Members of staff that must have approved, for each purpose that a lock knows; what is not named is refused. A resident
 * needs none where the other half of the key is in their own code. `contact` has no other half, and so no resident
 * purpose either: whoever runs the service could claim it. Only notices use it, wherever a hold carries it: it is kept to tell
 * somebody, and no order makes it a way to find them.
 */
const NEEDED: Readonly<Record<Lock, Partial<Record<Purpose, number>>>> = {
  code: { resident: 0 },
  review: { resident: 0, review: 1, appeal: 1, 'second-look': 1 },
  papers: { resident: 0, review: 1, 'second-look': 1, appeal: 1, order: 2 },
  card: { resident: 0, review: 1, 'second-look': 1, appeal: 1, desk: 1, order: 2 },
  contact: { notice: 0 },
  // Whoever has places at an event day, and wants to be told. It lives for weeks, and opens nothing of an application.
  'event-contact': { 'event-news': 0 },
  // What somebody wrote to the law department, or it to them: its officers read it, each opening journaled.
  matter: { matter: 1 },
  // A demand as it came, and counsel's notes on it: each under a purpose of its own, so that no way to the one opens the other.
  process: { process: 1 },
  counsel: { counsel: 1 },
};

/** Faults `vault-purpose-foreign`, `vault-approval-missing`. One person's name twice is one approval. */
export function judgeOpening(lock: Lock, purpose: Purpose, approvals: readonly string[]): void {
  const needed = NEEDED[lock][purpose];
  if (needed === undefined) throw new Fault<KeeperCode>('vault-purpose-foreign', { lock, purpose });
  if (new Set(approvals).size < needed) throw new Fault<KeeperCode>('vault-approval-missing', { needed });
}

export function capOf(purpose: Purpose): CapKind {
  if (purpose === 'event-news') return 'event';
  return purpose === 'resident' || purpose === 'notice' || purpose === 'desk' ? purpose : 'staff';
}
