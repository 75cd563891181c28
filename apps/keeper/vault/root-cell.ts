/** A 32-byte key at the top of everything. It is used, never handed out: in an HSM it does not leave the device. */
export type Root = {
  /** Seals 32 bytes. */
  wrap(key: Buffer): Promise<Buffer>;
  /** Undefined where the bytes were not sealed under this root. */
  unwrap(sealed: Uint8Array): Promise<Buffer | undefined>;
};

/**
 * Where roots live, and the only place they do: something whose content can be made to be gone. Faults of each:
 * `vault-root-locked`, `vault-root-away`.
 */
export type RootCell = {
  kind: 'file' | 'pkcs11';
  /** Every root there is: one, or two when a change was cut short. */
  read(): Promise<Root[]>;
  /** A new root beside the one in use; durable when it resolves. */
  writeNext(inUse: Root | undefined): Promise<Root>;
  /** All but one are gone for good when it resolves. */
  destroyOld(kept: Root): Promise<void>;
};
