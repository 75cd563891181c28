import { Fault } from '@commonkey/words';
import { concat, sha256, utf8 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';

/** Something that happened, before it is hidden in a commitment: a kind and flat facts. */
export type LedgerEvent = {
  readonly kind: string;
  readonly [fact: string]: string | number | boolean | null;
};

/**
 * The one byte string of an event: JSON with sorted keys and no spaces (RFC 8785, JSON Canonicalization Scheme, for
 * flat objects). Numbers must be safe integers, so that every reader writes them alike.
 */
export function canonicalEvent(event: LedgerEvent): Uint8Array<ArrayBuffer> {
  const names = Object.keys(event).sort();
  for (const name of names) {
    const value = event[name];
    const fit = value === null || ['string', 'boolean'].includes(typeof value) || Number.isSafeInteger(value);
    if (!fit) throw new Fault<LedgerCode>('ledger-event-invalid', { fact: name });
  }
  return utf8(`{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(event[name])}`).join(',')}}`);
}

/** SHA-256(salt ‖ canonical event): what the ledger shows of an event, kind included, to those without the salt. */
export function commit(salt: Uint8Array, event: Uint8Array): Uint8Array<ArrayBuffer> {
  if (salt.length !== 32) throw new Fault<LedgerCode>('ledger-event-invalid', { fact: 'salt' });
  return sha256(concat(salt, event));
}
