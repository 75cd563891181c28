import { below, type Random } from './bytes.ts';
import { fromCbor, isMap, Tagged, toCbor } from './cbor.ts';
import { asSign1, HEADER, kidOf, type Sign1, sign1, verifies } from './cose.ts';
import { fault } from './fault.ts';
import type { Signer } from './keys.ts';
import { issuingKey, type Pins, type TrustBundle } from './trust.ts';
import { deflate, inflate } from './zlib.ts';

// draft-ietf-oauth-status-list section 5.2: claims of a Status List Token in CWT form.
const CLAIM = { sub: 2, exp: 4, iat: 6, list: 65_533, ttl: 65_534 } as const;
const TYPE = 'application/statuslist+cwt';
// Eight million cards of two bits; a larger city takes several lists.
const MOST_BYTES = 2 * 1024 * 1024;

/** Statuses of one bit each, LSB first (section 4.1): 0 valid, 1 not. `decoys` are places no card ever gets. */
export type StatusList = { uri: string; size: number; bytes: Uint8Array; decoys: number[] };

/**
 * A list of `size` places, in which `decoys` random ones already read "not valid", so that the number of revoked cards
 * cannot be counted from outside. Fault: `list-invalid`.
 */
export function newStatusList(wish: {
  uri: string;
  size: number;
  random: Random;
  decoys: number;
}): StatusList {
  const { uri, size, random } = wish;
  const sound = Number.isSafeInteger(size) && size > 0 && size % 8 === 0 && size / 8 <= MOST_BYTES;
  if (!sound || !(wish.decoys >= 0 && wish.decoys <= size / 2)) throw fault('list-invalid');
  const decoys = drawPlaces({ size, count: wish.decoys, taken: () => false, random });
  const list: StatusList = {
    uri,
    size,
    bytes: new Uint8Array(size / 8),
    decoys: decoys.sort((a, b) => a - b),
  };
  for (const place of decoys) setStatus(list, place, true);
  return list;
}

/** Random places, each another, that are not taken. Fault: `list-invalid` where fewer are free. */
export function drawPlaces(wish: {
  size: number;
  count: number;
  taken: (place: number) => boolean;
  random: Random;
}): number[] {
  const drawn = new Set<number>();
  // Three quarters full, drawing blindly gets slow: the list must grow before that.
  let patience = 64 + wish.count * 64;
  while (drawn.size < wish.count) {
    if (patience-- === 0) throw fault('list-invalid');
    const place = below(wish.random, wish.size);
    if (!wish.taken(place)) drawn.add(place);
  }
  return [...drawn];
}

/** Fault: `list-invalid` for a place outside the list. */
export function setStatus(list: StatusList, place: number, revoked: boolean): void {
  const byte = list.bytes[place >> 3];
  if (byte === undefined || !Number.isSafeInteger(place) || place >= list.size) throw fault('list-invalid');
  const bit = 1 << (place & 7);
  list.bytes[place >> 3] = revoked ? byte | bit : byte & ~bit;
}

/** Status value of a place in a list of 1, 2, 4 or 8 bits; undefined where the list has no such place. */
export function getStatus(list: { bytes: Uint8Array; bits?: number }, place: number): number | undefined {
  const bits = list.bits ?? 1;
  const byte = list.bytes[Math.floor((place * bits) / 8)];
  return byte === undefined ? undefined : (byte >> ((place * bits) % 8)) & (2 ** bits - 1);
}

/** Times in seconds: `iat` and `exp` since 1970; `ttl` how long a copy may be kept before asking for a fresh one. */
export type ListTimes = { iat: number; exp: number; ttl: number };

/** Status List Token, CWT form (section 5.2), tag 18, signed by the issuing key. */
export async function signStatusList(
  list: StatusList,
  issuing: Signer,
  times: ListTimes,
): Promise<Uint8Array> {
  const claims = new Map<number, unknown>([
    [CLAIM.sub, list.uri],
    [CLAIM.iat, times.iat],
    [CLAIM.exp, times.exp],
    [CLAIM.ttl, times.ttl],
    [CLAIM.list, { bits: 1, lst: deflate(list.bytes) }],
  ]);
  return toCbor(new Tagged(18, await sign1(toCbor(claims), [[HEADER.typ, TYPE]], issuing)));
}

/** A list as received and proven. `age` in seconds at the moment asked; `stale` once its own end has passed. */
export type ProvenList = {
  uri: string;
  /** Who signed it, as the issuing certificate says: a list speaks for the cards of this issuer alone. */
  issuer: string;
  bits: number;
  bytes: Uint8Array;
  issuedAt: number;
  expiresAt: number | null;
  ttl: number | null;
  age: number;
  stale: boolean;
};

/** Faults: `status-list-malformed`, `status-list-unproven` (no known issuing key signed it within its window). */
export async function readStatusList(
  token: Uint8Array,
  trust: TrustBundle,
  at: Date,
  pins?: Pins,
): Promise<ProvenList> {
  const { message, list } = parseStatusList(token);
  const issuer = await provenIssuer(message, list.issuedAt, trust, pins);
  if (issuer === undefined) throw fault('status-list-unproven');
  const now = Math.floor(at.getTime() / 1000);
  // Without an end of its own a list is as fresh as its time to live says.
  const end = list.expiresAt ?? (list.ttl === null ? null : list.issuedAt + list.ttl);
  return { ...list, issuer, age: Math.max(0, now - list.issuedAt), stale: end !== null && now >= end };
}

/** Fault: `status-list-malformed`. */
export function parseStatusList(token: Uint8Array): {
  message: Sign1;
  list: Omit<ProvenList, 'issuer' | 'age' | 'stale'>;
} {
  try {
    const message = asSign1(fromCbor(token));
    const claims = fromCbor(message.payload);
    const inner = isMap(claims) ? claims.get(CLAIM.list) : undefined;
    if (message.protected.get(HEADER.typ) !== TYPE || !isMap(claims) || !isMap(inner)) throw malformed();
    const [uri, issuedAt] = [claims.get(CLAIM.sub), claims.get(CLAIM.iat)];
    const [bits, packed] = [inner.get('bits'), inner.get('lst')];
    const sound = typeof uri === 'string' && typeof issuedAt === 'number' && packed instanceof Uint8Array;
    if (!sound || typeof bits !== 'number' || ![1, 2, 4, 8].includes(bits)) throw malformed();
    const [expiresAt, ttl] = [seconds(claims.get(CLAIM.exp)), seconds(claims.get(CLAIM.ttl))];
    return {
      message,
      list: { uri, bits, bytes: inflate(packed, MOST_BYTES, { signed: true }), issuedAt, expiresAt, ttl },
    };
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(cause?: unknown): Error {
  return fault('status-list-malformed', {}, cause);
}

function seconds(value: unknown): number | null {
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw malformed();
  return value;
}

async function provenIssuer(
  message: Sign1,
  iat: number,
  trust: TrustBundle,
  pins: Pins,
): Promise<string | undefined> {
  const kid = kidOf(message);
  if (!kid) return undefined;
  try {
    const issuing = await issuingKey(trust, kid, pins);
    const holds = iat >= issuing.from && iat < issuing.until && (await verifies(message, issuing.key));
    return holds ? issuing.issuer : undefined;
  } catch {
    return undefined;
  }
}
