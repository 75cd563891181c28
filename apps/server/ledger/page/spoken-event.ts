import type { LedgerEvent } from '@commonkey/ledger';
import { type Speak, wordDay } from '@commonkey/words';

/**
 * Everything that is written into the ledger, with the facts that its sentence needs. What else an event has stands word for
 * word below the sentence.
 */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'app-served': ['said_on'],
  'program-in-force': ['said_on'],
  'draw-promised': ['subject', 'said_on'],
  'places-drawn': ['subject', 'said_on'],
  'issuing-key-made': ['said_on'],
  'issuing-key-retired': ['said_on'],
  'root-key-pinned': ['said_on'],
  'status-list-published': ['said_on'],
  'desk-certified': ['quota', 'until'],
  'desk-distrusted': [],
  'shift-closed': [],
  'event-closed': ['closed_on'],
  'card-revoked': [],
  'role-changed': ['given'],
  approved: ['alone'],
  'evidence-opened': [],
  'half-given': [],
  'intake-suspended': [],
  'intake-resumed': [],
  'question-reviewed': ['signed_on'],
  published: ['said_on'],
  'history-imported': ['imported_on'],
  'hold-placed': [],
  'hold-confirmed': ['narrowed'],
  'hold-put-back': [],
  'hold-released': [],
  'hold-reviewed': ['next_on'],
  'hold-vendor-told': ['told_on'],
  'hold-worded': [],
  'notice-agreed': [],
  'notice-published': ['until_on'],
  'notice-ended': [],
  'notice-taken-down': [],
  'demand-registered': ['received_on'],
  'demand-item': [],
  'demand-step': ['moved_on'],
  'demand-searched': ['confirmed_on'],
  'demand-decided': ['decided_on'],
  'demand-letter': ['decided_on'],
  'demand-produced': ['decided_on'],
  'demand-taken-back': ['decided_on'],
  'demand-privileged': ['added_on'],
  disposal: ['destroyed_on', 'series', 'count'],
  'disposal-begun': ['begun_on', 'series', 'count'],
  'disposal-taken-back': ['begun_on', 'series', 'count'],
  'disposal-certified': ['issued_on', 'series'],
  'certificate-step': ['moved_on', 'series'],
  'request-logged': ['received_on'],
  'request-step': ['moved_on'],
  'track-logged': ['received_on'],
  'track-step': ['moved_on'],
};

export const KNOWN_KINDS: readonly string[] = Object.keys(NEEDS);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What an entry says, as a sentence; null where no sentence is known for its kind, or a fact is missing that the sentence
 * needs: then its facts alone are shown.
 * @param seriesName what the city calls a record series
 */
export function spokenEvent(
  event: LedgerEvent,
  { say, language }: { say: Speak; language: string },
  seriesName: (id: string) => string,
): string | null {
  const needs = Object.hasOwn(NEEDS, event.kind) ? NEEDS[event.kind] : undefined;
  if (!needs) return null;
  const params: Record<string, string> = {};
  for (const name of needs) {
    const fact = event[name];
    if (fact === undefined || fact === null) return null;
    if (typeof fact === 'number') params[name] = new Intl.NumberFormat(`${language}-u-nu-latn`).format(fact);
    else if (typeof fact === 'boolean') params[name] = String(fact);
    else if (DAY.test(fact)) params[name] = wordDay(language, fact);
    else params[name] = isolated(name === 'series' ? seriesName(fact) : fact);
  }
  return say(`ledger.kind.${event.kind}`, params);
}

/** U+2068 and U+2069: a name in other letters does not turn the sentence around. */
const isolated = (text: string): string => `\u2068${text}\u2069`;
