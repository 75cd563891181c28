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
  'backup-thief',
] as const;
export type Adversary = (typeof ADVERSARIES)[number];

/**
 * How far somebody gets. `hands`: the city can be made to hand it over, by whoever must open it. `takes`: they read it
 * without asking. `ciphertext`: they hold bytes that open with nothing they can get. `nothing`: it is not where they are.
 */
export type Reach = 'hands' | 'takes' | 'ciphertext' | 'nothing';

type Reaches = Readonly<Record<HoldForm, Reach>>;

/** Whatever the city can use a key for it can be ordered to use it for: sealed is producible while its key lives. */
const ORDERED: Reaches = {
  readable: 'hands',
  sealed: 'hands',
  'own-code': 'ciphertext',
  fingerprint: 'hands',
  physical: 'hands',
};

const REACHES: Readonly<Record<Adversary, Reaches>> = {
  // It binds nobody by itself; what a court could make of it is what counts.
  'administrative-subpoena': ORDERED,
  'court-order': ORDERED,
  'civil-discovery': ORDERED,
  // The machine runs: its memory and its key process are theirs, the officers' passkeys are not.
  'search-warrant-on': {
    readable: 'takes',
    sealed: 'ciphertext',
    'own-code': 'ciphertext',
    fingerprint: 'takes',
    physical: 'takes',
  },
  'search-warrant-off': {
    readable: 'takes',
    sealed: 'ciphertext',
    'own-code': 'ciphertext',
    fingerprint: 'takes',
    physical: 'takes',
  },
  // What is about a person is not public; of the city's work counts are.
  'records-request': {
    readable: 'nothing',
    sealed: 'nothing',
    'own-code': 'nothing',
    fingerprint: 'nothing',
    physical: 'nothing',
  },
  'vendor-served': {
    readable: 'takes',
    sealed: 'ciphertext',
    'own-code': 'ciphertext',
    fingerprint: 'takes',
    physical: 'nothing',
  },
  // A desk keeps no register and no papers; what lies beside it on the table goes with it.
  'stolen-desk-laptop': {
    readable: 'nothing',
    sealed: 'nothing',
    'own-code': 'nothing',
    fingerprint: 'nothing',
    physical: 'takes',
  },
  'backup-thief': {
    readable: 'takes',
    sealed: 'ciphertext',
    'own-code': 'ciphertext',
    fingerprint: 'takes',
    physical: 'nothing',
  },
};

export const isAdversary = (name: string): name is Adversary => ADVERSARIES.some((one) => one === name);
export const reachOf = (adversary: Adversary, form: HoldForm): Reach => REACHES[adversary][form];
/** Whether somebody learns what it says. */
export const isRead = (reach: Reach): boolean => reach === 'hands' || reach === 'takes';
