import type { WaitingCard } from '@commonkey/shift';
import { fromBase64url, toBase64url } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';

/** Asks city hall (`askCityHall`). */
export type Ask = (path: string, body: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>;

const foreign = () => new Fault<DeskCode>('desk-city-hall-foreign');

/** A list of texts under `name`. Fault `desk-city-hall-foreign`, as for all of these. */
export function readTexts(answer: unknown, name: string): string[] {
  const list: unknown = Reflect.get(Object(answer), name);
  if (!Array.isArray(list)) throw foreign();
  return list.map(textOf);
}

export function readCards(answer: unknown): WaitingCard[] {
  const cards: unknown = Reflect.get(Object(answer), 'cards');
  if (!Array.isArray(cards)) throw foreign();
  return cards.map(readCard);
}

export function readCardWithShare(answer: unknown): { card: WaitingCard; share: Uint8Array } {
  const card = readCard(Reflect.get(Object(answer), 'card'));
  return { card, share: bytesOf(textOf(Reflect.get(Object(answer), 'share'))) };
}

export function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (!bytes) throw foreign();
  return bytes;
}

/** The wire's shape for a key, which is held against the curve on the other side (T1). */
export function jwkOf(publicKey: string): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  const point = bytesOf(publicKey);
  return {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
  };
}

function readCard(card: unknown): WaitingCard {
  const { record, sealed, key } = Object(card) as Record<string, unknown>;
  return { record: textOf(record), sealed: textOf(sealed), key: textOf(key) };
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw foreign();
  return value;
}
