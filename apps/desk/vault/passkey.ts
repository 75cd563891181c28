import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { asBytes, type Bytes, fromBase64url, randomBytes, toBase64url } from './bytes.ts';

/** The part of PublicKeyCredentialRequestOptionsJSON (WebAuthn 3, section 5.10) that city hall sends. */
export type RequestOptions = {
  readonly challenge: string;
  readonly rpId?: string;
  readonly timeout?: number;
  readonly userVerification?: UserVerificationRequirement;
  readonly allowCredentials?: readonly { readonly id: string; readonly type: 'public-key' }[];
};

export type SignIn = {
  readonly credentialId: Bytes;
  /** What unlocks the shift's keys. Never leaves the page: it is not in `response`. */
  readonly prf: Bytes;
  /** AuthenticationResponseJSON for city hall, without extension results. */
  readonly response: Readonly<Record<string, unknown>>;
};

async function ask(publicKey: PublicKeyCredentialRequestOptions): Promise<PublicKeyCredential> {
  try {
    const credential = await navigator.credentials.get({ publicKey });
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (cause) {
    throw new Fault<DeskCode>('desk-passkey-refused', {}, { cause });
  }
  throw new Fault<DeskCode>('desk-passkey-refused');
}

function prfOf(credential: PublicKeyCredential): Bytes {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) throw new Fault<DeskCode>('desk-passkey-without-prf');
  return asBytes(first);
}

/** Signs in at city hall and asks the same touch for the key that will wrap this shift. `prfInput`: 32 bytes. */
export async function signInWithPasskey(options: RequestOptions, prfInput: Bytes): Promise<SignIn> {
  const credential = await ask({
    challenge: fromBase64url(options.challenge),
    ...(options.rpId === undefined ? {} : { rpId: options.rpId }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    userVerification: 'required',
    allowCredentials: (options.allowCredentials ?? []).map(({ id, type }) => ({
      id: fromBase64url(id),
      type,
    })),
    extensions: { prf: { eval: { first: prfInput } } },
  });
  const assertion = credential.response as AuthenticatorAssertionResponse;
  return {
    credentialId: asBytes(credential.rawId),
    prf: prfOf(credential),
    response: {
      id: credential.id,
      rawId: credential.id,
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      clientExtensionResults: {},
      response: {
        clientDataJSON: toBase64url(asBytes(assertion.clientDataJSON)),
        authenticatorData: toBase64url(asBytes(assertion.authenticatorData)),
        signature: toBase64url(asBytes(assertion.signature)),
        ...(assertion.userHandle ? { userHandle: toBase64url(asBytes(assertion.userHandle)) } : {}),
      },
    },
  };
}

/** The same passkey once more, with no network: nobody checks the assertion, its PRF output is the answer. */
export async function unlockWithPasskey(credentialId: Bytes, prfInput: Bytes): Promise<Bytes> {
  const credential = await ask({
    challenge: randomBytes(32),
    userVerification: 'required',
    allowCredentials: [{ id: credentialId, type: 'public-key' }],
    extensions: { prf: { eval: { first: prfInput } } },
  });
  return prfOf(credential);
}
