/** Sealed bytes that are too large for a row. Names are 32 hexadecimal digits at random and say nothing. */
export type Blobs = {
  /** Whole and durable when it resolves, or absent. Faults `disk-full`, `blobs-unreachable`. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Faults `blob-missing`, `blobs-unreachable`. */
  get(name: string): Promise<Uint8Array>;
  /** Gone when it resolves, also where it never was. Fault `blobs-unreachable`. */
  remove(name: string): Promise<void>;
  /** Every blob, with the time the store gives it. */
  list(): AsyncIterable<{ name: string; writtenAt: Date }>;
};

export const BLOB_NAME = /^[0-9a-f]{32}$/;
