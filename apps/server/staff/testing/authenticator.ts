import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { toCbor } from '@commonkey/credential/cbor.ts';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

export type AuthenticatorOptions = {
  rpId: string;
  origin: string;
  verifiesUser?: boolean /** Synced passkeys always report zero. */;
  counts?: boolean;
};

/** A passkey as a browser would answer for it (WebAuthn level 3, sections 6.1 and 6.5.4), in software and for tests. */
export class SoftAuthenticator {
  readonly credentialId = randomBytes(32);
  readonly options: AuthenticatorOptions;
  readonly #key: KeyObject;
  readonly #public: { x: string; y: string };
  #counter = 0;

  constructor(options: AuthenticatorOptions) {
    this.options = options;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#public = { x, y };
  }

  register(options: { challenge: string }, origin = this.options.origin): RegistrationResponseJSON {
    const cose = toCbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(this.#public.x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(this.#public.y, 'base64url'))],
      ]),
    );
    const length = Buffer.from([0, this.credentialId.length]);
    const authData = Buffer.concat([this.#head(ATTESTED), Buffer.alloc(16), length, this.credentialId, cose]);
    const attestation = toCbor({ fmt: 'none', attStmt: {}, authData: new Uint8Array(authData) });
    return {
      id: b64(this.credentialId),
      rawId: b64(this.credentialId),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, origin),
        attestationObject: b64(attestation),
      },
    };
  }

  signIn(options: { challenge: string }, origin = this.options.origin): AuthenticationResponseJSON {
    if (this.options.counts !== false) this.#counter += 1;
    const authenticatorData = this.#head(0);
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, origin);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    return {
      id: b64(this.credentialId),
      rawId: b64(this.credentialId),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: b64(authenticatorData),
        signature: b64(sign('sha256', Buffer.concat([authenticatorData, hash]), this.#key)),
      },
    };
  }

  #head(more: number): Buffer {
    const verified = this.options.verifiesUser === false ? 0 : VERIFIED;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const rp = createHash('sha256').update(this.options.rpId).digest();
    return Buffer.concat([rp, Buffer.from([PRESENT | verified | more]), counter]);
  }

  #clientData(type: string, challenge: string, origin: string): string {
    return b64(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }
}
