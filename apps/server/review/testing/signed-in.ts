import { newBoxKeys } from '@commonkey/vault';
import { firstAdministrator, setRole } from '../../staff/members.ts';
import type { Role } from '../../staff/roles.ts';
import { SoftAuthenticator } from '../../staff/testing/authenticator.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import type { TestContext } from '../../testing/context.ts';
import { addKey } from '../evidence/keys.ts';

/** Somebody signed in over HTTP, with a passkey in software and a key. */
export async function signedIn(context: TestContext, roles: readonly Role[]) {
  const { staff } = await cityHall(context);
  const visitor = new Visitor(staff, context.config.origins.staff.origin);
  const passkey = new SoftAuthenticator({ rpId: 'localhost', origin: visitor.origin });
  const token = await firstAdministrator(context);
  const options = await visitor.json('/api/join/options', { token });
  await visitor.json('/api/join', { token, response: passkey.register(options.json()) });
  const { id } = await context.store.read.selectFrom('staff_members').select('id').executeTakeFirstOrThrow();
  const { publicKey } = await newBoxKeys();
  const credential = passkey.credentialId.toString('base64url');
  await context.store.write(async (tx) => {
    for (const role of roles) await setRole(tx, id, role, true);
    await addKey(tx, id, { credential, publicKey, wrapped: context.random(125) });
  });
  const touch = async () => passkey.signIn((await visitor.json('/api/review/options', {})).json());
  return { visitor, id, touch };
}
