/** What the vault room itself answers with; the key process's own codes and `record-unopenable` pass through as they are. */
export type VaultRoomCode =
  /** Destroyed, or about to be: nobody reads it any more. */
  | 'record-gone'
  /** Sealed too long ago to be kept: its slot may be taken for a crash's leftover. Seal again. */
  | 'record-stale'
  | 'blob-missing'
  | 'blobs-unreachable'
  | 'disk-full';

export const VAULT_STATUS: Readonly<
  Record<
    VaultRoomCode | 'vault-keys-lost' | 'clock-leapt' | 'hold-waits-for-keeper' | 'lift-waits-for-keeper',
    number
  >
> = {
  'record-gone': 410,
  'vault-keys-lost': 410,
  'record-stale': 409,
  'blob-missing': 500,
  'blobs-unreachable': 503,
  'disk-full': 507,
  'clock-leapt': 503,
  'hold-waits-for-keeper': 503,
  'lift-waits-for-keeper': 503,
};
