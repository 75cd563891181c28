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

/** Letters and digits that are not taken for one another when read aloud. */
const SAYABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Bytes from here on would make some letters likelier than others. */
const EVEN = Math.floor(256 / SAYABLE.length) * SAYABLE.length;
const GROUPS = 6;
const IN_GROUP = 4;

/** Six groups of four letters and digits: about 118 bits. */
export function newPassphrase(random: (length: number) => Uint8Array): string {
  const letters: string[] = [];
  while (letters.length < GROUPS * IN_GROUP)
    for (const byte of random(32)) if (byte < EVEN) letters.push(SAYABLE.charAt(byte % SAYABLE.length));
  return Array.from({ length: GROUPS }, (_, at) =>
    letters.slice(at * IN_GROUP, (at + 1) * IN_GROUP).join(''),
  ).join('-');
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
