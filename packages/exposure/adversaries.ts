import { type Custody, DEFAULT_CUSTODY, KEPT, type Key, type Place } from './custody.ts';
import type { HoldForm } from './holds.ts';

/** Who comes for it, and with what. */
export const ADVERSARIES = [
  'administrative-subpoena',
  'court-order',
  'civil-discovery',
  'search-warrant-on',
  'search-warrant-off',
  'records-request',
  'vendor-served',
  'stolen-desk-laptop',
  'desk-laptop-on',
  'reviewer-desk',
  'clerk',
  'records-officer',
  'law-officer',
  'two-officers',
  'machine-administrator',
  'backup-thief',
] as const;
export type Adversary = (typeof ADVERSARIES)[number];

/**
 * What the city itself could find out: everything that it can read or open. What exists is told by this and not by whoever asks, of whom it
 * only says how far they get.
 */
export const THE_CITY: Adversary = 'civil-discovery';

/**
 * How far somebody gets. `hands`: the city can be made to hand it over, by whoever must open it. `takes`: they read it
 * without asking. `ciphertext`: they hold bytes that open with nothing they can get. `nothing`: it is not where they are.
 */
export type Reach = 'hands' | 'takes' | 'ciphertext' | 'nothing';

/** Where somebody is, and which keys they can use there. */
type Power = {
  readonly read: 'hands' | 'takes';
  readonly places: readonly Place[];
  readonly keys: readonly Key[];
};

/** Whatever the city can use a key for it can be ordered to use it for. A resident's code is not the city's. */
const ORDERED: Power = {
  read: 'hands',
  places: ['server', 'backup', 'table'],
  keys: ['keeper', 'reviewer', 'officers'],
};
const taking = (places: readonly Place[], keys: readonly Key[] = []): Power => ({
  read: 'takes',
  places,
  keys,
});
/** Whose own work shows them counts, stages and days, and of nobody's record what it says. */
const COUNTS_ALONE = taking([]);

function powerOf(adversary: Adversary, { rootOnDisk }: Custody): Power {
  switch (adversary) {
    // It binds nobody by itself; what a court could make of it is what counts.
    case 'administrative-subpoena':
    case 'court-order':
    case 'civil-discovery':
      return ORDERED;
    // The machine runs: its key process is theirs, the passkeys of those who work with it are not.
    case 'search-warrant-on':
      return taking(['server', 'backup', 'table'], ['keeper']);
    case 'search-warrant-off':
      return taking(['server', 'backup', 'table'], rootOnDisk ? ['keeper'] : []);
    case 'machine-administrator':
      return taking(['server', 'backup'], ['keeper']);
    // Who runs the database or the object store for the city, where somebody does; the key process is not there.
    case 'vendor-served':
    case 'backup-thief':
      return taking(['backup']);
    // A desk keeps no register and no papers; what lies beside it on the table goes with it.
    case 'stolen-desk-laptop':
      return taking(['table']);
    // Running, its page has halves of keys for cards that wait to be fetched, and not the bytes they open.
    case 'desk-laptop-on':
    case 'clerk':
      return taking(['table']);
    // Unlocked and signed in: one after the other what waits for a decision, as the city's caps let it.
    case 'reviewer-desk':
      return taking(['page'], ['keeper', 'reviewer']);
    // By order, one record after the other, each time on the log: no register, and no address to write to.
    case 'two-officers':
      return taking(['order'], ['keeper', 'officers']);
    // What is about a person is not public; of the city's work counts are.
    case 'records-request':
    case 'records-officer':
    case 'law-officer':
      return COUNTS_ALONE;
  }
}

export const isAdversary = (name: string): name is Adversary => ADVERSARIES.some((one) => one === name);

/** Worked out from where things of that form lie and from the keys that open them. */
export function reachOf(adversary: Adversary, form: HoldForm, custody: Custody = DEFAULT_CUSTODY): Reach {
  const { read, places, keys } = powerOf(adversary, custody);
  const kept = KEPT[form];
  if (!kept.places.some((place) => places.includes(place))) return 'nothing';
  return kept.locks.some((lock) => lock.every((key) => keys.includes(key))) ? read : 'ciphertext';
}

/** Whether somebody learns what it says. */
export const isRead = (reach: Reach): boolean => reach === 'hands' || reach === 'takes';
