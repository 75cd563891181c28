import { utf8 } from './digest.ts';
import { SIGNATURE } from './shapes.ts';
import { type ClosingStatement, statementText } from './statement.ts';

/** What crosses at close-down: the statement's text, and the desk key's signature over its UTF-8 bytes. */
export type SignedStatement = { statement: string; signature: string };

/** The part of a credential `Signer` needed here: ES256, r and s, 64 bytes. */
export type StatementSigner = { sign(data: Uint8Array): Promise<Uint8Array> };

/** The bytes that a desk key signs. They start with `{`, which no COSE Sig_structure does (0x84, RFC 9052 4.4). */
export const signingBytes = (text: string): Uint8Array<ArrayBuffer> => utf8(text);

export async function signStatement(
  statement: ClosingStatement,
  signer: StatementSigner,
): Promise<SignedStatement> {
  const text = statementText(statement);
  return { statement: text, signature: toBase64Url(await signer.sign(signingBytes(text))) };
}

/** Whether `signed` carries a good ES256 signature (RFC 7518, 3.4) by the P-256 key. False for a malformed one. */
export async function verifyStatement(
  signed: SignedStatement,
  publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string },
): Promise<boolean> {
  if (!SIGNATURE.test(signed.signature)) return false;
  const { kty, crv, x, y } = publicJwk;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify']);
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    fromBase64Url(signed.signature),
    signingBytes(signed.statement),
  );
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
