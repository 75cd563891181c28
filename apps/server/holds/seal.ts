import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Fault } from '@commonkey/words';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Reader } from '../store/store.ts';
import type { HoldsCode } from './errors.ts';
import type { HoldRow } from './mirror.ts';

/** Everything that decides what a hold takes, until when, and who said so. A new column of that kind belongs here. */
const FACTS = [
  'id',
  'series',
  'covers_from',
  'covers_until',
  'channel',
  'reason',
  'placed_at',
  'placed_by',
  'placed_by_salt',
  'ledger_salt',
  'provisional_until',
  'placed_in_doubt',
  'confirmed_at',
  'confirmed_by',
  'confirmed_salt',
  'confirmed_by_salt',
  'narrowed',
  'narrowed_series',
  'narrowed_from',
  'narrowed_until',
  'narrowed_channel',
  'release_asked_by',
  'released_at',
  'released_by',
  'released_salt',
  'released_by_salt',
  'put_back_salt',
] as const satisfies readonly (keyof HoldRow)[];
/** Whether words about it may be lost: what keeps a hold from being spoken of after an old copy came in. */
const LOST = ['words_lost_after', 'words_lost_at'] as const satisfies readonly (keyof HoldRow)[];
type Fact = (typeof FACTS)[number] | (typeof LOST)[number];
export type SealedFacts = Pick<HoldRow, Fact>;

/** What has not happened yet to a hold that is being placed. */
export const NEW_HOLD = {
  confirmed_at: null,
  confirmed_by: null,
  confirmed_salt: null,
  confirmed_by_salt: null,
  narrowed: false,
  narrowed_series: null,
  narrowed_from: null,
  narrowed_until: null,
  narrowed_channel: null,
  reason: null,
  placed_by_salt: null,
  release_asked_by: null,
  released_at: null,
  released_by: null,
  released_salt: null,
  released_by_salt: null,
  put_back_salt: null,
  put_back_on: null,
  mend_asked_by: null,
  mend_asked_seal: null,
  words_lost_after: null,
  words_lost_at: null,
} as const;

/**
 * HMAC-SHA256 (RFC 2104) over what a row says, 32 bytes. The key lies outside the database, so whoever writes every row of it,
 * and every leaf, still cannot make a row that says something else and fits.
 */
export function sealOf(facts: SealedFacts, key: Uint8Array): Uint8Array {
  const said = FACTS.map((name) => plain(facts[name]));
  // Said only of a hold that lost some, so that seals from before this was in them fit as they did.
  const lost = facts.words_lost_at === null ? [] : LOST.map((name) => plain(facts[name]));
  return mac(key, ['legal-hold', ...said, ...lost]);
}

/** Over who asked, as the first of two, that this hold's row is put right. */
export const mendSealOf = (hold: string, by: string, key: Uint8Array): Uint8Array =>
  mac(key, ['legal-hold-mend-asked', hold, by]);

export const isSealedBy = (seal: Uint8Array | null, expected: Uint8Array): boolean =>
  seal !== null && seal.length === expected.length && timingSafeEqual(seal, expected);

/** Whether a row says what the service wrote in it. @param way what it was read through */
export function isSound(way: object, row: HoldRow): boolean {
  const key = sealKeyOf(way);
  if (isSealedBy(row.seal, sealOf(row, key))) return true;
  // From before these were sealed; whoever puts them there makes a hold more silent and nothing else.
  const unsaid = { ...row, words_lost_after: null, words_lost_at: null };
  return row.words_lost_at !== null && isSealedBy(row.seal, sealOf(unsaid, key));
}

/** Those whose rows say something else than the service wrote. */
export async function alteredHolds(read: Reader): Promise<HoldRow[]> {
  const rows = await read.selectFrom('legal_holds').selectAll().execute();
  return rows.filter((row) => !isSound(read, row));
}

/** Before anything rests on a row, or is added to it: a seal put over a changed one would make it true. */
export function requireSound(way: object, row: HoldRow): void {
  if (!isSound(way, row)) throw new Fault<HoldsCode>('hold-row-altered');
}

/** Changes of a sound row, and the seal over what it says with them. */
export function sealedAgain<Changes extends Partial<SealedFacts>>(
  way: object,
  row: HoldRow,
  changes: Changes,
): Changes & { seal: Uint8Array } {
  requireSound(way, row);
  return { ...changes, seal: sealOf({ ...row, ...changes }, sealKeyOf(way)) };
}

const mac = (key: Uint8Array, said: readonly unknown[]): Uint8Array =>
  new Uint8Array(createHmac('sha256', keyObjectOf(key)).update(JSON.stringify(said)).digest());

/** Every read of a hold asks for its seal, and Node takes four times as long with a key that it has to take in anew. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const made = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}

/** As PostgreSQL gives it back: ids in small letters, times to the millisecond. */
function plain(value: SealedFacts[Fact]): string | number | boolean | null | readonly string[] {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'string' ? value.toLowerCase() : value;
}
