import { createHash } from 'node:crypto';
import { Fault } from '@commonkey/words';
import { Encrypter } from 'age-encryption';
import { MEBIBYTE } from '../../../uploads/limits.ts';
import type { DemandCode } from '../errors.ts';

/** What opens a bundle: a key that the recipient gave, or a passphrase that is made here and given apart. */
export type Lock = { to: 'recipient-key'; key: string } | { to: 'passphrase'; passphrase: string };

/**
 * Largest file of a bundle, in bytes: a whole application as it is kept. Twelve uploads of ten pages each come to some 60 MB of
 * redrawn pictures; what is larger is several bundles, each counted by itself.
 */
export const LARGEST_BUNDLE = 64 * MEBIBYTE;

let sealing: Promise<unknown> = Promise.resolve();

/** One bundle after another: each is in memory as it came, encrypted and sealed, and the process has no room for many. */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = sealing.then(work);
  sealing = mine.catch(() => undefined);
  return mine;
}

/**
 * A file as it goes out: encrypted in the age format (age-encryption.org/v1), which any `age` program opens.
 * @throws Fault `production-key-unreadable`: no `age1…` key
 */
export async function sealedBundle(
  file: Uint8Array,
  lock: Lock,
): Promise<{ bundle: Uint8Array; digest: Buffer }> {
  const encrypter = new Encrypter();
  if (lock.to === 'passphrase') encrypter.setPassphrase(lock.passphrase);
  else
    try {
      encrypter.addRecipient(lock.key.trim());
    } catch {
      throw new Fault<DemandCode>('production-key-unreadable');
    }
  const bundle = await encrypter.encrypt(file);
  return { bundle, digest: createHash('sha256').update(bundle).digest() };
}

/** How a bundle begins that a passphrase opens (age-encryption.org/v1, section "The scrypt recipient type"). */
const SEALED = /^age-encryption\.org\/v1\n-> scrypt /;
/** What the format adds: its head, and 16 bytes for each 64 KiB. */
const ADDED = LARGEST_BUNDLE / 2048;

/** Largest bundle that was sealed elsewhere, in bytes. */
export const LARGEST_SEALED = LARGEST_BUNDLE + ADDED;

/** The fingerprint of a bundle that was sealed in a page. Fault `production-not-sealed`: it would have arrived in clear. */
export function sealedElsewhere(bundle: Uint8Array): Buffer {
  if (!SEALED.test(Buffer.from(bundle.subarray(0, 64)).toString('latin1')))
    throw new Fault<DemandCode>('production-not-sealed');
  return createHash('sha256').update(bundle).digest();
}
