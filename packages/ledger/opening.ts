import { Fault } from '@commonkey/words';
import { concat, fromBase64, sameBytes, toBase64, utf8 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { canonicalEvent, commit, type LedgerEvent } from './event.ts';

/** What a leaf commits to, and the salt that hides it: who has both can show what was committed. */
export type Opening = { readonly salt: Uint8Array; readonly event: LedgerEvent };

const SALT_SIZE = 32;

/** The leaf (commitment) that an opening belongs to. */
export const leafOf = ({ salt, event }: Opening): Uint8Array<ArrayBuffer> =>
  commit(salt, canonicalEvent(event));

/** Salt ‖ canonical event: how a receipt carries an opening. */
export const packOpening = ({ salt, event }: Opening): Uint8Array<ArrayBuffer> =>
  concat(salt, canonicalEvent(event));

/** @throws Fault `ledger-opening-malformed` (not a salt and one canonical event) */
export function unpackOpening(bytes: Uint8Array): Opening {
  const written = bytes.slice(SALT_SIZE);
  const event = eventOf(parseJson(decode(written)));
  if (bytes.length <= SALT_SIZE || !sameBytes(canonicalEvent(event), written)) throw malformed();
  return { salt: bytes.slice(0, SALT_SIZE), event };
}

/** An opening as a file of its own, apart from the receipt: JSON with `salt` in base64 and `event` as it is. */
export function writeOpening({ salt, event }: Opening): string {
  return `${JSON.stringify({ salt: toBase64(salt), event }, null, 2)}\n`;
}

/** @throws Fault `ledger-opening-malformed` */
export function readOpening(text: string): Opening {
  const { salt, event } = fieldsOf(parseJson(text));
  const bytes = typeof salt === 'string' ? fromBase64(salt) : null;
  if (bytes?.length !== SALT_SIZE) throw malformed();
  return { salt: bytes, event: eventOf(event) };
}

function eventOf(value: unknown): LedgerEvent {
  const { kind, ...rest } = fieldsOf(value);
  if (typeof kind !== 'string') throw malformed();
  const facts: Record<string, string | number | boolean | null> = {};
  for (const [name, fact] of Object.entries(rest)) {
    const flat = fact === null || typeof fact === 'string' || typeof fact === 'boolean';
    if (!flat && !(typeof fact === 'number' && Number.isSafeInteger(fact))) throw malformed();
    facts[name] = fact;
  }
  return { ...facts, kind };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return { ...value };
}

function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (!sameBytes(utf8(text), bytes)) throw malformed();
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(cause);
  }
}

function malformed(cause?: unknown): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-opening-malformed', {}, { cause });
}
