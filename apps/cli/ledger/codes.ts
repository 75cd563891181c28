import type { LedgerCode } from '@commonkey/ledger';
import { Fault, type FaultParams } from '@commonkey/words';

/** What the ledger commands refuse, beside the codes of the package. */
export type LedgerCommandCode =
  | 'ledger-source-needed'
  | 'ledger-question-needed'
  | 'ledger-leaf-malformed'
  | 'ledger-index-malformed'
  | 'ledger-unreachable'
  | 'ledger-file-too-long'
  | 'ledger-past-unproven'
  | 'ledger-checkpoint-missing'
  | 'ledger-checkpoint-none-yet'
  | 'ledger-key-missing'
  | 'ledger-openings-missing'
  | 'ledger-who-malformed'
  | 'ledger-who-differs'
  | 'ledger-half-malformed'
  | 'ledger-report-missing'
  | 'ledger-report-differs'
  | 'ledger-said-otherwise';

export function ledgerFault(
  code: LedgerCommandCode,
  params?: FaultParams,
  cause?: unknown,
): Fault<LedgerCommandCode> {
  return new Fault(code, params, cause === undefined ? undefined : { cause });
}

/** Understood, and the answer is no. Every other fault means that the question could not be put. */
const NO: ReadonlySet<string> = new Set<LedgerCode | LedgerCommandCode>([
  'ledger-note-unsigned',
  'ledger-note-signature',
  'ledger-origin-differs',
  'ledger-forked',
  'ledger-rewound',
  'ledger-root-differs',
  'ledger-proof-invalid',
  'ledger-tile-missing',
  'ledger-tile-truncated',
  'ledger-tile-width',
  'ledger-tile-differs',
  'ledger-bundle-truncated',
  'ledger-bundle-width',
  'ledger-entry-size',
  'ledger-leaf-unknown',
  'ledger-cosignature-malformed',
  'ledger-cosignature-invalid',
  'ledger-cosignatures-missing',
  'ledger-opening-differs',
  'ledger-past-unproven',
  'ledger-openings-missing',
  'ledger-report-differs',
  'ledger-said-otherwise',
  'ledger-who-differs',
]);

export const isNo = (fault: Fault): boolean => NO.has(fault.code);
