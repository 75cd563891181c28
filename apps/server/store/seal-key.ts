import { randomBytes } from 'node:crypto';

/** Of whoever opens a database without the city's key: it fits no row that another process wrote, and so frees none. */
const OF_THIS_PROCESS: Uint8Array = new Uint8Array(randomBytes(32));
const keys = new WeakMap<object, Uint8Array>();

/** Ties a key that the database never sees to a way into it, so that whatever reads or writes through that seals and checks alike. */
export function tieSealKey<Way extends object>(way: Way, key: Uint8Array | null): Way {
  if (key) keys.set(way, key);
  return way;
}

/** The key that rows read and written through this are sealed under, 32 bytes. */
export const sealKeyOf = (way: object): Uint8Array => keys.get(way) ?? OF_THIS_PROCESS;
