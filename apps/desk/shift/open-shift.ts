import {
  fromBase64url as credentialBytes,
  parseTrust,
  readCertificate,
  toPublicJwk,
  webCryptoSigner,
} from '@commonkey/credential';
import { openChain, type ShiftOffer } from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import { askCityHall, fetchFile } from '../api/city-hall.ts';
import type { DeskCode } from '../codes.ts';
import { randomBytes, toBase64url } from '../vault/bytes.ts';
import { newDeskKey, newShiftKey } from '../vault/keys.ts';
import { type RequestOptions, type SignIn, signInWithPasskey } from '../vault/passkey.ts';
import type { Vault } from '../vault/vault.ts';
import { type LiveShift, liveShift, type ShiftRecord } from './live-shift.ts';
import { readProgramAnswer } from './program-answer.ts';

export type Wish = { readonly cards: number; readonly hours: number };

/** Signs in by passkey; the same touch gives the secret that wraps the shift. */
export async function signIn(prfInput = randomBytes(32)): Promise<SignIn & { prfInput: typeof prfInput }> {
  const options = (await askCityHall('/api/sign-in/options', {})) as RequestOptions;
  const signedIn = await signInWithPasskey(options, prfInput);
  const clock = Math.floor(Date.now() / 1000);
  await askCityHall('/api/sign-in', { response: signedIn.response, clock });
  return { ...signedIn, prfInput };
}

/**
 * Opens a shift: after this the desk needs no network until it synchronises.
 *
 * @param files the desk's own, on their way: city hall is asked for a shift once they are here
 * @throws Fault with a `DeskCode`; nothing is kept then
 */
export async function beginShift(
  vault: Vault,
  wish: Wish,
  files: Promise<void>,
  now: () => number,
): Promise<LiveShift> {
  // Asked about below: a browser can ask for one passkey at a time, and that question must be over first.
  files.catch(() => undefined);
  const { credentialId, prf, prfInput } = await signIn();
  await files;
  const salt = randomBytes(32);
  const { key, wrapped: shiftKey } = await newShiftKey(prf, salt);
  prf.fill(0);
  const desk = await newDeskKey(key);
  const publicJwk = toPublicJwk(desk.publicJwk as Record<string, unknown>);
  const program = readProgramAnswer(await askCityHall('/api/program'));
  const offer = (await askCityHall('/api/shifts', { publicJwk, ...wish })) as ShiftOffer;
  const trust = parseTrust(await askCityHall('/trust.json'));
  const lists = await fetchLists(trust.statusLists);
  checkOffer(offer, publicJwk.kid, now());

  const opened = now();
  const record: ShiftRecord = {
    offer,
    ...program,
    trust,
    lists,
    opened,
    synced: opened,
    publicJwk: desk.publicJwk,
  };
  const chain = await openChain(offer, hex(randomBytes(32)));
  await vault.begin({ credentialId, salt, prfInput, shiftKey });
  await vault.put(key, 'desk-key', {
    iv: toBase64url(desk.wrapped.iv),
    bytes: toBase64url(desk.wrapped.bytes),
  });
  await vault.put(key, 'shift', record);
  await vault.append(key, 0, chain);
  const signer = await webCryptoSigner(desk.key);
  return liveShift({ record, signer, vault, key, chain, now });
}

async function fetchLists(uris: readonly string[]): Promise<Record<string, string>> {
  const lists: Record<string, string> = {};
  // Only a copy on the desk's own origin: the page may reach nobody else.
  for (const uri of uris) lists[uri] = toBase64url(await fetchFile(new URL(uri).pathname));
  return lists;
}

/** An offer that this desk cannot work with is refused before anybody sits down. */
export function checkOffer(offer: ShiftOffer, kid: string, now: number): void {
  const refuse = (field: string): never => {
    throw new Fault<DeskCode>('desk-offer-foreign', { field });
  };
  const bytes = credentialBytes(String(offer?.certificate ?? ''));
  if (!bytes || bytes.length === 0) throw new Fault<DeskCode>('desk-offer-foreign', { field: 'certificate' });
  const certificate = readCertificate(bytes);
  if (certificate.key.kid !== kid) refuse('certificate');
  if (certificate.issuer !== offer.issuer) refuse('issuer');
  if (certificate.quota !== offer.quota || offer.places.length !== offer.quota) refuse('quota');
  if (certificate.from > offer.from || certificate.until < offer.until) refuse('until');
  if (now < offer.from * 1000 || now >= offer.until * 1000) throw new Fault<DeskCode>('desk-clock-outside');
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
