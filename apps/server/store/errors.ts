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
  | 'database-value-out-of-range'
  | 'database-not-empty'
  | 'copy-foreign';
