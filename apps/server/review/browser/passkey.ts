import { type Bytes, fromBase64url, toBase64url, utf8 } from '@commonkey/vault';
import { EVIDENCE_PRF } from '../evidence/purposes.ts';
import type { Touch } from '../touch.ts';

export type Touched = {
  credential: string;
  /** 32 bytes that only this passkey yields. They stay in this page: `response` does not carry them. */
  prf: Bytes;
  /** AuthenticationResponseJSON for city hall, without extension results. */
  response: Readonly<Record<string, unknown>>;
};

/** Why a passkey gave no key: `review.<code>` words it. */
export class NoTouch extends Error {
  readonly code: 'passkey-refused' | 'passkey-without-prf';
  constructor(code: NoTouch['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** One touch, which both proves who is there and yields the key (WebAuthn level 3, sections 7.2 and 10.1.4). @throws NoTouch */
export async function touchPasskey({ challenge, rpId, timeout, credentials }: Touch): Promise<Touched> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: bytes(challenge),
    ...(rpId === undefined ? {} : { rpId }),
    ...(timeout === undefined ? {} : { timeout }),
    userVerification: 'required',
    allowCredentials: credentials.map((id) => ({ id: bytes(id), type: 'public-key' })),
    extensions: { prf: { eval: { first: utf8(EVIDENCE_PRF) } } },
  };
  const credential = await navigator.credentials.get({ publicKey }).catch((cause: unknown) => {
    throw new NoTouch('passkey-refused', { cause });
  });
  if (!(credential instanceof PublicKeyCredential)) throw new NoTouch('passkey-refused');
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!(first instanceof ArrayBuffer)) throw new NoTouch('passkey-without-prf');
  const assertion = credential.response as AuthenticatorAssertionResponse;
  return {
    credential: credential.id,
    prf: new Uint8Array(first),
    response: {
      id: credential.id,
      rawId: credential.id,
      type: credential.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: toBase64url(new Uint8Array(assertion.clientDataJSON)),
        authenticatorData: toBase64url(new Uint8Array(assertion.authenticatorData)),
        signature: toBase64url(new Uint8Array(assertion.signature)),
        ...(assertion.userHandle ? { userHandle: toBase64url(new Uint8Array(assertion.userHandle)) } : {}),
      },
    },
  };
}

export const bytes = (text: string): Bytes => fromBase64url(text) ?? new Uint8Array();
