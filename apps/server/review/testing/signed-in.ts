import { newBoxKeys } from '@commonkey/vault';
import type { Role } from '../../staff/roles.ts';
import { signedIn as joined } from '../../staff/testing/signed-in.ts';
import type { TestContext } from '../../testing/context.ts';
import { addKey } from '../evidence/keys.ts';

/** Somebody signed in over HTTP, with a passkey in software and a key. */
export async function signedIn(context: TestContext, roles: readonly Role[]) {
  const { visitor, id, passkey } = await joined(context, roles);
  const { publicKey } = await newBoxKeys();
  const credential = passkey.credentialId.toString('base64url');
  await context.store.write((tx) => addKey(tx, id, { credential, publicKey, wrapped: context.random(125) }));
  const touch = async () => passkey.signIn((await visitor.json('/api/review/options', {})).json());
  return { visitor, id, touch };
}
