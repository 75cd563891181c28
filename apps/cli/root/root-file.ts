import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import {
  fromBase64url,
  type PrivateJwk,
  type PublicJwk,
  toBase64url,
  toPublicJwk,
} from '@commonkey/credential';
import { cardFault } from '../card/codes.ts';

/** scrypt at OWASP's strongest setting: 128 MiB and about half a second a guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** A private root key at rest: A256GCM under a key that scrypt (RFC 7914) makes of the passphrase. */
export type RootFile = {
  v: 1;
  kind: 'commonkey-root';
  publicJwk: PublicJwk;
  scrypt: { N: number; r: number; p: number; salt: string };
  iv: string;
  /** Ciphertext and 16-byte tag of the private scalar `d`; the public key is bound as associated data. */
  sealed: string;
};

export function sealRoot(root: PrivateJwk, passphrase: string): RootFile {
  const { d, ...publicJwk } = root;
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(passphrase, salt), iv).setAAD(associated(publicJwk));
  const sealed = Buffer.concat([cipher.update(d, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const { N, r, p } = SCRYPT;
  return {
    v: 1,
    kind: 'commonkey-root',
    publicJwk,
    scrypt: { N, r, p, salt: toBase64url(salt) },
    iv: toBase64url(iv),
    sealed: toBase64url(sealed),
  };
}

/** Faults: `root-file-malformed`, `passphrase-wrong`. */
export function openRoot(file: unknown, passphrase: string): PrivateJwk {
  const { publicJwk, salt, iv, sealed } = parse(file);
  try {
    const decipher = createDecipheriv('aes-256-gcm', derive(passphrase, salt), iv, { authTagLength: 16 });
    decipher.setAAD(associated(publicJwk)).setAuthTag(sealed.subarray(-16));
    const d = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
    return { ...publicJwk, d };
  } catch (error) {
    throw cardFault('passphrase-wrong', {}, error);
  }
}

function parse(file: unknown): {
  publicJwk: PublicJwk;
  salt: Uint8Array;
  iv: Uint8Array;
  sealed: Uint8Array;
} {
  try {
    const { kind, v, publicJwk, scrypt, iv, sealed } = file as RootFile;
    // Fixed costs: a file that names its own could ask for no work at all, or for all the memory there is.
    const known =
      kind === 'commonkey-root' && v === 1 && scrypt.N === SCRYPT.N && scrypt.r === 8 && scrypt.p === 1;
    const bytes = { salt: fromBase64url(scrypt.salt), iv: fromBase64url(iv), sealed: fromBase64url(sealed) };
    if (!known || !bytes.salt || bytes.iv?.length !== 12 || !bytes.sealed)
      throw cardFault('root-file-malformed');
    return { publicJwk: toPublicJwk(publicJwk), salt: bytes.salt, iv: bytes.iv, sealed: bytes.sealed };
  } catch (error) {
    throw cardFault('root-file-malformed', {}, error);
  }
}

const derive = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, SCRYPT);

function associated({ x, y }: PublicJwk): Buffer {
  return Buffer.from(`commonkey-root ${x} ${y}`);
}
