/** What the vault room itself answers with; the key process's own codes and `record-unopenable` pass through as they are. */
export type VaultRoomCode =
  /** Destroyed, or about to be: nobody reads it any more. */
  | 'record-gone'
  /** Sealed too long ago to be kept: its slot may be taken for a crash's leftover. Seal again. */
  | 'record-stale'
  | 'blob-missing'
  | 'blobs-unreachable'
  | 'disk-full';
