/** Every code the store can answer with. */
export type StoreCode =
  | 'data-folder-in-use'
  | 'data-folder-unusable'
  | 'disk-full'
  | 'database-binaries-missing'
  | 'database-not-starting'
  | 'database-refused'
  | 'database-unreachable'
  | 'database-too-old'
  | 'database-newer-than-program'
  /** Another service, with keys of its own, writes into it. */
  | 'database-of-another-service'
  | 'database-value-out-of-range'
  | 'database-not-empty'
  | 'copy-foreign';
