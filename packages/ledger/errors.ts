/** Every code this package can answer with. */
export type LedgerCode =
  | 'ledger-event-invalid'
  | 'ledger-index-out-of-range'
  | 'ledger-frontier-invalid'
  | 'ledger-proof-invalid'
  | 'ledger-note-malformed'
  | 'ledger-note-unsigned'
  | 'ledger-note-signature';
