import { Fault } from '@commonkey/words';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import { type ChallengePurpose, keepChallenge, useChallenge } from './challenges.ts';
import type { StaffCode } from './errors.ts';
import { relyingPartyId } from './relying-party.ts';
import type { StaffOrigin } from './sessions.ts';

const b64 = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
const extensions = z.record(z.string().max(40), z.unknown()).transform(() => ({}));
const attachment = z.enum(['cross-platform', 'platform']);

/** Responses of a browser (WebAuthn level 3, section 5.1.8), read by their closed shape. */
export const authenticationResponse = z.object({
  id: b64(1400),
  rawId: b64(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment.exactOptional(),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: b64(4000),
    authenticatorData: b64(4000),
    signature: b64(2000),
    userHandle: b64(100).exactOptional(),
  }),
});
export const registrationResponse = z.object({
  id: b64(1400),
  rawId: b64(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment.exactOptional(),
  clientExtensionResults: extensions,
  response: z.object({ clientDataJSON: b64(4000), attestationObject: b64(20_000) }),
});

/** Options for anybody to sign in: no account is named, so none can be asked about (ASVS 6.3.8). */
export async function signInOptions(context: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyId(context.config),
    userVerification: 'required',
    challenge: new Uint8Array(context.random(32)),
  });
  await context.store.write((tx) => keepChallenge(context, tx, options.challenge, 'sign-in', null));
  return options;
}

/** The member whose passkey answered. One fault for every reason, `sign-in-refused`. */
export async function verifySignIn(
  context: Context,
  response: AuthenticationResponseJSON,
  origin: StaffOrigin,
): Promise<string> {
  const refuse = () => new Fault<StaffCode>('sign-in-refused');
  const challenge = challengeIn(response.response.clientDataJSON);
  if (challenge === undefined || !(await spend(context, challenge, 'sign-in', null))) throw refuse();
  const held = await context.store.read
    .selectFrom('staff_passkeys as p')
    .innerJoin('staff_members as m', 'm.id', 'p.staff_id')
    .selectAll('p')
    .where('p.credential_id', '=', response.id)
    .where('p.active', '=', true)
    .where('m.left_on', 'is', null)
    .executeTakeFirst();
  if (!held) throw refuse();
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: context.config.origins[origin].origin,
    expectedRPID: relyingPartyId(context.config),
    credential: {
      id: held.credential_id,
      publicKey: new Uint8Array(held.public_key),
      counter: held.sign_count,
    },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!checked?.verified) throw refuse();
  await context.store.write((tx) =>
    tx
      .updateTable('staff_passkeys')
      .set({ sign_count: checked.authenticationInfo.newCounter })
      .where('credential_id', '=', held.credential_id)
      .execute(),
  );
  return held.staff_id;
}

/** Options to make a passkey for one member; it must verify its user and be found without a name. */
export async function registrationOptions(
  context: Context,
  member: { id: string; called: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await context.store.read
    .selectFrom('staff_passkeys')
    .select('credential_id as id')
    .where('staff_id', '=', member.id)
    .where('active', '=', true)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: context.program.program.city.name,
    rpID: relyingPartyId(context.config),
    userID: new Uint8Array(Buffer.from(member.id.replaceAll('-', ''), 'hex')),
    userName: member.called,
    userDisplayName: member.called,
    challenge: new Uint8Array(context.random(32)),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known,
    supportedAlgorithmIDs: [-7, -257],
  });
  await context.store.write((tx) => keepChallenge(context, tx, options.challenge, 'register', member.id));
  // A desk locks its shift under the passkey's PRF (WebAuthn 3 section 10.1.4), which some authenticators grant at birth only.
  return { ...options, extensions: { ...options.extensions, prf: {} } };
}

/** A new passkey as its browser proved it. */
export type ProvenPasskey = { id: string; publicKey: Uint8Array; counter: number; synced: boolean };

/** What a browser made for the member, once it proves itself. Fault `passkey-refused`. */
export async function verifyRegistration(
  context: Context,
  staffId: string,
  response: RegistrationResponseJSON,
): Promise<ProvenPasskey> {
  const refuse = () => new Fault<StaffCode>('passkey-refused');
  const challenge = challengeIn(response.response.clientDataJSON);
  if (challenge === undefined || !(await spend(context, challenge, 'register', staffId))) throw refuse();
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: context.config.origins.staff.origin,
    expectedRPID: relyingPartyId(context.config),
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!checked?.verified) throw refuse();
  const { credential, credentialDeviceType } = checked.registrationInfo;
  const { id, publicKey, counter } = credential;
  return { id, publicKey, counter, synced: credentialDeviceType === 'multiDevice' };
}

export async function addPasskey(
  context: Context,
  tx: Writer,
  staffId: string,
  { id, publicKey, counter, synced }: ProvenPasskey,
): Promise<void> {
  await tx
    .insertInto('staff_passkeys')
    .values({
      credential_id: id,
      staff_id: staffId,
      public_key: publicKey,
      sign_count: counter,
      synced,
      added_on: context.clock.now().toISOString().slice(0, 10),
      active: true,
    })
    .execute();
}

/** Removes one of a member's passkeys. Faults `passkey-unknown`, `last-passkey`. */
export async function removePasskey(
  context: Context,
  tx: Writer,
  staffId: string,
  credentialId: string,
): Promise<void> {
  // Touching all of them takes their locks: two removals at once cannot each leave the other's behind.
  const held = await tx
    .updateTable('staff_passkeys')
    .set({ active: true })
    .where('staff_id', '=', staffId)
    .where('active', '=', true)
    .returning('credential_id')
    .execute();
  if (!held.some((key) => key.credential_id === credentialId)) throw new Fault<StaffCode>('passkey-unknown');
  if (held.length === 1) throw new Fault<StaffCode>('last-passkey');
  await tx
    .updateTable('staff_passkeys')
    .set({ active: false })
    .where('credential_id', '=', credentialId)
    .execute();
  await endPasskeys(context, tx, { credential_id: credentialId });
}

/** Ends passkeys that sign nobody in any more, and the keys for sealed evidence that only they opened. */
export async function endPasskeys(
  context: Pick<Context, 'holds'>,
  tx: Writer,
  where: { credential_id: string } | { staff_id: string },
): Promise<void> {
  // The private halves go now, whether or not a hold keeps the rows.
  const ended = { active: false, wrapped: new Uint8Array() };
  const keys = tx.updateTable('evidence_keys').set(ended);
  if ('staff_id' in where) await keys.where('staff_id', '=', where.staff_id).execute();
  else await keys.where('credential_id', '=', where.credential_id).execute();
  await context.holds.destroy(tx, { table: 'evidence_keys', where, because: 'withdrawn' });
  await context.holds.destroy(tx, { table: 'staff_passkeys', where, because: 'withdrawn' });
}

/** In a transaction of its own: an answer that is refused has still used its challenge up. */
function spend(context: Context, challenge: string, purpose: ChallengePurpose, subject: string | null) {
  return context.store.write((tx) => useChallenge(context, tx, challenge, purpose, subject));
}

function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const challenge = typeof data === 'object' && data !== null ? Reflect.get(data, 'challenge') : undefined;
    return typeof challenge === 'string' && /^[A-Za-z0-9_-]{43}$/.test(challenge) ? challenge : undefined;
  } catch {
    return undefined;
  }
}
