import { type Bytes, fromBase64url } from '@commonkey/credential/bytes.ts';
import { keyId } from '@commonkey/credential/keys.ts';
import type { CodeParts } from './code.ts';
import { readCode, writeCode } from './code.ts';
import { type Letter, type LetterGroup, type LetterKind, plainAddress, signedBytes } from './letter.ts';

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Signs data with the group's key: r‖s, 64 bytes. */
export type LetterSigner = {
  key: { x: string; y: string };
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
};

/** The lines of a letter's code. */
export async function signLetter(signer: LetterSigner, letter: Letter): Promise<string[]> {
  const signature = await signer.sign(signedBytes(letter));
  const address = plainAddress(letter.address) !== '';
  return writeCode({ kind: letter.kind, address, day: letter.day, key: nameOf(signer.key), signature });
}

const nameOf = (key: { x: string; y: string }): Bytes => fromBase64url(keyId(key)) ?? new Uint8Array();

/** Whose letter it is and of which day, or why nobody can say so. */
export type LetterVerdict = {
  kind: LetterKind;
  day: string;
} /** `address`: signed with it; or the group withholds it; or the letter is of before they said one. */ & (
  | { is: 'genuine'; group: LetterGroup; address: 'signed' | 'withheld' | 'unsaid' }
  /** The paper prints an address, and nobody typed it. */
  | { is: 'needs-address'; group: LetterGroup }
  /** No group of the list has this key. The list may be older than the group, or the city took the key off it. */
  | { is: 'unknown-group' }
  /** Another name, birth date or address, another city, or somebody changed the code. */
  | { is: 'does-not-fit'; group: LetterGroup }
  /** Of a day, or of a kind, for which the city does not take this group's letters. */
  | { is: 'not-taken'; group: LetterGroup }
  | { is: 'from-the-future'; group: LetterGroup }
);

/**
 * Says whether a group of the list signed this letter. Needs no network. How old a letter may be is the program's rule of that paper,
 * and not looked at here.
 *
 * Faults: those of `readCode`
 * @param today of the desk
 */
export async function checkLetter(
  groups: readonly LetterGroup[],
  typed: string,
  about: Pick<Letter, 'city' | 'name' | 'born' | 'address'>,
  today: string,
): Promise<LetterVerdict> {
  const code = readCode(typed);
  const { kind, day } = code;
  // Names of keys are cut short on the paper: two groups may share one, and the signature tells them apart.
  const named = groups.filter(({ key }) => code.key.every((byte, at) => nameOf(key)[at] === byte));
  const [first] = named;
  if (!first) return { is: 'unknown-group', kind, day };
  const typedAddress = plainAddress(about.address) !== '';
  if (code.address && !typedAddress) return { is: 'needs-address', group: first, kind, day };
  // An address that was added to a paper that prints none.
  if (typedAddress && !code.address) return { is: 'does-not-fit', group: first, kind, day };
  for (const group of named) {
    if (!(await signedBy(group, code, { ...about, kind, day }))) continue;
    if (day > today) return { is: 'from-the-future', group, kind, day };
    const taken = group.kinds.includes(kind) && group.from <= day && day <= group.until;
    if (!taken) return { is: 'not-taken', group, kind, day };
    const address = code.address ? 'signed' : code.version === 1 ? 'unsaid' : 'withheld';
    return { is: 'genuine', group, kind, day, address };
  }
  return { is: 'does-not-fit', group: first, kind, day };
}

async function signedBy(
  { key }: LetterGroup,
  { signature, version }: CodeParts,
  letter: Letter,
): Promise<boolean> {
  try {
    const { x, y } = key;
    const known = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, P256, false, [
      'verify',
    ]);
    return await crypto.subtle.verify(ES256, known, signature, signedBytes(letter, version));
  } catch {
    return false;
  }
}
