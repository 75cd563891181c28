import { Fault } from '@commonkey/words';
import { concat, fromBase64, sameBytes, toBase64, utf8 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { KEY_NAME, keyId, type VerifierKey, verifierKey, verifySignature } from './key.ts';

/** Signs with Ed25519 under a name (C2SP signed-note): no spaces, no plus sign. */
export type NoteSigner = {
  readonly name: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
};

/** A note's text, its line feed included, and what is signed under it by whomever. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };
export type NoteSignature = {
  readonly name: string;
  readonly id: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
};

/** More than any honest note has: readers must take 16 signatures, and one after quantum computers has 2.5 kB. */
const MOST_SIGNATURES = 64;
const LONGEST = 1_000_000;
const SIGNATURE_LINE = new RegExp(`^— (${KEY_NAME}) ([A-Za-z0-9+/=]+)$`, 'u');
// biome's rule against control characters in patterns is right elsewhere; the format forbids exactly these.
const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/u;

/** The log's own key for its checkpoints: plain Ed25519. */
const ed25519 = (key: { name: string; publicKey: Uint8Array<ArrayBuffer> }): VerifierKey => ({
  name: key.name,
  type: 1,
  publicKey: key.publicKey,
});

/** The first four bytes of a key's hash (C2SP signed-note, "Signatures"). */
export function noteKeyId(name: string, publicKey: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return keyId(ed25519({ name, publicKey }));
}

/** The key as an auditor's tool takes it: `name+hash+base64(0x01 ‖ public key)`. */
export function noteVerifierKey(name: string, publicKey: Uint8Array<ArrayBuffer>): string {
  return verifierKey(ed25519({ name, publicKey }));
}

/**
 * A signed note (C2SP signed-note): the text, an empty line, one signature line.
 * @param text ends in a line feed and holds no empty last line of its own
 */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  if (!text.endsWith('\n') || text.includes('\n\n—')) throw malformed();
  const signature = await signer.sign(utf8(text));
  return `${text}\n${signatureLine(signer.name, noteKeyId(signer.name, signer.publicKey), signature)}`;
}

/** One line under a note, its line feed included. */
export function signatureLine(name: string, id: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concat(id, signature))}\n`;
}

/**
 * Takes a note apart. Nothing is verified.
 * @throws Fault `ledger-note-malformed`
 */
export function readNote(note: string): Note {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || note.length > LONGEST || CONTROL.test(note)) throw malformed();
  return { text: note.slice(0, split + 1), signatures: readSignatures(note.slice(split + 2)) };
}

/** @throws Fault `ledger-note-malformed` */
export function readSignatures(lines: string): NoteSignature[] {
  const each = lines.slice(0, -1).split('\n');
  if (!lines.endsWith('\n') || each.length > MOST_SIGNATURES) throw malformed();
  return each.map((line) => {
    const [, name, encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const blob = fromBase64(encoded);
    if (!name || !blob || blob.length < 5) throw malformed();
    return { name, id: blob.slice(0, 4), signature: blob.slice(4) };
  });
}

/** What `key` signed, if anything: the signature with its name and id. */
export function signatureBy(
  signatures: readonly NoteSignature[],
  key: VerifierKey,
): NoteSignature | undefined {
  const id = keyId(key);
  return signatures.find((one) => one.name === key.name && sameBytes(one.id, id));
}

/**
 * Checks the signature that `name` and `publicKey` put under a note; signatures of others are passed over.
 * @returns the signed text, its line feed included
 * @throws Fault `ledger-note-malformed` | `ledger-note-unsigned` (none by this key) | `ledger-note-signature`
 */
export async function openNote(
  note: string,
  key: { name: string; publicKey: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const { text, signatures } = readNote(note);
  const ours = signatureBy(signatures, ed25519(key));
  if (!ours) throw new Fault<LedgerCode>('ledger-note-unsigned');
  if (!(await verifySignature(ed25519(key), ours.signature, utf8(text))))
    throw new Fault<LedgerCode>('ledger-note-signature');
  return text;
}

function malformed(): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-note-malformed');
}
