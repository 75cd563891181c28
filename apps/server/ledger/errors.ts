/** What the served ledger refuses, beside the codes of @commonkey/ledger. */
export type LogCode =
  /** The published log is longer than the database's: the database is an old copy. */
  | 'ledger-behind'
  /** The published log and the database's are of one length and not the same, or the one is not the beginning of the other. */
  | 'ledger-two-stories';
