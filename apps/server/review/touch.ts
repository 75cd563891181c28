import { Fault } from '@commonkey/words';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Context } from '../context.ts';
import { signInOptions, verifySignIn } from '../staff/service.ts';
import type { ReviewCode } from './errors.ts';
import { keysOf, type OwnKey } from './evidence/keys.ts';

/** What a browser needs to ask one passkey for a touch and for the key under it. */
export type Touch = {
  challenge: string;
  rpId: string | undefined;
  timeout: number | undefined;
  credentials: string[];
  keys: { credential: string; publicKey: string; wrapped: string }[];
};

/** Options for a touch of a passkey that holds an evidence key. Fault `evidence-key-needed`. */
export async function touchOptions(context: Context, staffId: string): Promise<Touch> {
  const keys = await keysOf(context.store.read, staffId);
  if (keys.length === 0) throw new Fault<ReviewCode>('evidence-key-needed');
  return {
    ...(await anyTouch(context)),
    credentials: keys.map(({ credential }) => credential),
    keys: keys.map(wire),
  };
}

/** Options for a touch of any passkey of the member's own: the one that shall hold a key. */
export async function newKeyOptions(context: Context, staffId: string): Promise<Touch> {
  const rows = await context.store.read
    .selectFrom('staff_passkeys')
    .select('credential_id as id')
    .where('staff_id', '=', staffId)
    .where('active', '=', true)
    .execute();
  return { ...(await anyTouch(context)), credentials: rows.map(({ id }) => id), keys: [] };
}

async function anyTouch(context: Context) {
  const { challenge, rpId, timeout } = await signInOptions(context);
  return { challenge, rpId, timeout };
}

const wire = ({ credential, publicKey, wrapped }: OwnKey) => ({
  credential,
  publicKey,
  wrapped: Buffer.from(wrapped).toString('base64url'),
});

/**
 * Whether this member touched their passkey just now, for this and nothing else: the challenge counts once. Faults
 * `sign-in-refused`.
 * @returns the passkey's credential id
 */
export async function verifyTouch(
  context: Context,
  staffId: string,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const touched = await verifySignIn(context, response, 'staff');
  if (touched !== staffId) throw new Fault('sign-in-refused');
  return response.id;
}
