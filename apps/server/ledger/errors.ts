import type { LedgerCode } from '@commonkey/ledger';
import { KEEPER_STATUS } from '../keeper/errors.ts';

/** What the served ledger refuses, beside the codes of @commonkey/ledger. */
export type LogCode =
  /** The published log is longer than the database's: the database is an old copy. */
  | 'ledger-behind'
  /** The published log and the database's are of one length and not the same, or the one is not the beginning of the other. */
  | 'ledger-two-stories'
  /** The published files are not what the key process signed: gone, cut short or changed on this machine's disk. */
  | 'ledger-files-broken';

export const LOG_STATUS: Readonly<Record<string, number>> = {
  ...KEEPER_STATUS,
  'ledger-leaf-unknown': 404,
  'ledger-behind': 409,
  'ledger-two-stories': 409,
  'ledger-files-broken': 503,
} satisfies Record<LogCode | 'ledger-leaf-unknown', number>;

/** What may be wrong with files of our own. Whoever asks can do nothing about it; the log says which. */
const OWN_FILES: readonly LedgerCode[] = [
  'ledger-note-malformed',
  'ledger-note-unsigned',
  'ledger-note-signature',
  'ledger-origin-differs',
  'ledger-cosignature-malformed',
  'ledger-cosignature-invalid',
  'ledger-tile-missing',
  'ledger-tile-truncated',
  'ledger-tile-width',
  'ledger-bundle-truncated',
  'ledger-bundle-width',
  'ledger-entry-size',
  'ledger-proof-invalid',
  'ledger-forked',
  'ledger-index-out-of-range',
];

export const LOG_READS_AS: Readonly<Record<string, LogCode>> = Object.fromEntries(
  OWN_FILES.map((code) => [code, 'ledger-files-broken']),
);
