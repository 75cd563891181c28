import { Fault } from '@commonkey/words';
import { concat, fromBase64, sameBytes, sha256, toBase64, utf8 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';

/** Signs with Ed25519 under a name (C2SP signed-note): no spaces, no plus sign. */
export type NoteSigner = {
  readonly name: string;
  readonly publicKey: Uint8Array;
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
};

const ED25519 = 1;
const SIGNATURE_LINE = /^— ([^ +\n]+) ([A-Za-z0-9+/=]+)$/;

/** SHA-256(name ‖ LF ‖ 0x01 ‖ public key), first four bytes (C2SP signed-note, "Signature types"). */
export async function noteKeyId(name: string, publicKey: Uint8Array): Promise<Uint8Array> {
  return (await sha256(concat(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey))).slice(0, 4);
}

/** The key as an auditor's tool takes it: `name+hash+base64(0x01 ‖ public key)`. */
export async function noteVerifierKey(name: string, publicKey: Uint8Array): Promise<string> {
  const id = Array.from(await noteKeyId(name, publicKey), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(ED25519), publicKey))}`;
}

/**
 * A signed note (C2SP signed-note): the text, an empty line, one signature line.
 * @param text ends in a line feed and holds no empty last line of its own
 */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  if (!text.endsWith('\n') || text.includes('\n\n—')) throw new Fault<LedgerCode>('ledger-note-malformed');
  const signature = await signer.sign(utf8(text));
  const id = await noteKeyId(signer.name, signer.publicKey);
  return `${text}\n— ${signer.name} ${toBase64(concat(id, signature))}\n`;
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
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Fault<LedgerCode>('ledger-note-malformed');
  const text = note.slice(0, split + 1);
  const id = await noteKeyId(key.name, key.publicKey);
  const lines = note.slice(split + 2, -1).split('\n');
  for (const line of lines) {
    const [, name, encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const blob = fromBase64(encoded);
    if (!name || !blob || blob.length < 5) throw new Fault<LedgerCode>('ledger-note-malformed');
    if (name !== key.name || !sameBytes(blob.slice(0, 4), id)) continue;
    const imported = await crypto.subtle.importKey('raw', key.publicKey, 'Ed25519', false, ['verify']);
    if (await crypto.subtle.verify('Ed25519', imported, blob.slice(4), utf8(text))) return text;
    throw new Fault<LedgerCode>('ledger-note-signature');
  }
  throw new Fault<LedgerCode>('ledger-note-unsigned');
}
