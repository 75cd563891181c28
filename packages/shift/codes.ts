/** Every code this package can answer with, thrown as a `Fault` or listed as a `ShiftFault`. */
export type ShiftCode =
  | 'chain-not-open'
  | 'chain-already-open'
  | 'chain-closed'
  | 'chain-broken'
  | 'chain-bad-entry'
  | 'serial-not-in-block'
  | 'serial-used'
  | 'serial-not-pending'
  | 'barcode-not-in-block'
  | 'barcode-used'
  | 'quota-reached'
  | 'serials-pending'
  | 'record-handed-over'
  | 'pick-up-unreadable'
  | 'statement-not-json'
  | 'statement-not-canonical'
  | 'statement-bad-shape'
  | 'statement-unsorted'
  | 'statement-other-shift'
  | 'serial-missing'
  | 'serial-foreign'
  | 'serial-twice'
  | 'barcode-missing'
  | 'barcode-foreign'
  | 'barcode-twice'
  | 'quota-exceeded'
  | 'month-outside-shift'
  | 'expiry-before-issue'
  | 'fees-not-as-offered';

/** One thing wrong with a statement: a code and where it sits (`cards[3].issueMonth`), never the value itself. */
export type ShiftFault = { code: ShiftCode; path: string };
