import { type Bytes, joinTwo, newBoxKeys, openBox, sealBox, toBase64url } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { OpenKey } from '../browser/key.ts';
import { bytes } from '../browser/passkey.ts';
import { openHalf } from '../evidence/newcomers/giving.ts';
import { unsealBoxFor } from '../evidence/purposes.ts';
import type { SealedHalf } from '../evidence/sealed-half.ts';
import type { Unsealed } from './unseal.ts';

/*
 * What two officers' browsers do with the halves of a share. Request and answer pass between them as text, by any way they
 * like: the request holds nothing secret, and the answer opens for the one key that was asked with.
 */

export type Request = { request: string; application: string; publicKey: string };

export const writeRequest = ({ request, application, publicKey }: Request): string =>
  [request, application, publicKey].join('.');

/** Fault `unseal-unknown`: not a request. */
export function readRequest(text: string): Request {
  const [request, application, publicKey, ...more] = text.replace(/\s/g, '').split('.');
  const id = /^[0-9a-f-]{36}$/;
  if (!request || !application || !publicKey || more.length > 0 || !id.test(request) || !id.test(application))
    throw new Fault('unseal-unknown');
  return { request, application, publicKey };
}

/** The key of one request: it lives in the asking officer's page, and dies with it. */
export const requestKey = newBoxKeys;

async function ownHalves(halves: readonly SealedHalf[], application: string, key: OpenKey): Promise<Bytes[]> {
  const mine = halves.filter((half) => half.key === key.publicKey);
  return Promise.all(mine.map((half) => openHalf(half, application, key)));
}

/** Seals the second officer's half to the key of the request. Fault `box-unopenable`: this officer holds no half. */
export async function passOn(halves: readonly SealedHalf[], asked: Request, key: OpenKey): Promise<string> {
  const [half, ...more] = await ownHalves(halves, asked.application, key);
  if (!half) throw new Fault('box-unopenable');
  const passed = toBase64url(await sealBox(asked.publicKey, half, unsealBoxFor(asked.request)));
  for (const one of [half, ...more]) one.fill(0);
  return passed;
}

/**
 * Joins the asking officer's half with the one that was passed on. Faults `box-unopenable`: passed on for another request;
 * `shares-wrong`: one half alone, or halves of another record.
 */
export async function joinHalves(
  { halves, application, committed }: Pick<Unsealed, 'halves' | 'application' | 'committed'>,
  key: OpenKey,
  passed: { text: string; request: string; privateKey: Bytes },
): Promise<Bytes> {
  const other = await openBox(passed.privateKey, bytes(passed.text.trim()), unsealBoxFor(passed.request));
  const all = new Map(
    [...(await ownHalves(halves, application, key)), other].map((half) => [toBase64url(half), half]),
  );
  const distinct = [...all.values()];
  try {
    return await joinTwo(distinct, bytes(committed));
  } finally {
    for (const half of distinct) half.fill(0);
  }
}
