import { uploadFault } from './errors.ts';
import { MEBIBYTE } from './limits.ts';

/** Bytes of documents in this process at one time, being sent and being worked on: twelve of the largest, twenty-five of 5 MB. */
const MOST = 128 * MEBIBYTE;

export type Budget = {
  /** @throws Fault `upload-busy` when there is no room for these bytes */
  take(bytes: number): void;
  give(bytes: number): void;
};

/** Keeps a crowd of uploads, or one person who opens a thousand and sends slowly, from filling the memory. */
export function createBudget(most = MOST): Budget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > most) throw uploadFault('upload-busy');
      taken += bytes;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
