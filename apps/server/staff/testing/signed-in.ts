import type { TestContext } from '../../testing/context.ts';
import { firstAdministrator, setRole } from '../members.ts';
import type { Role } from '../roles.ts';
import { beginSession } from '../sessions.ts';
import { SoftAuthenticator } from './authenticator.ts';
import { cityHall } from './city-hall.ts';
import { Visitor } from './visitor.ts';

/** The first of a city hall, signed in over HTTP with a passkey in software, in these roles. */
export async function signedIn(context: TestContext, roles: readonly Role[]) {
  const { staff } = await cityHall(context);
  const visitor = new Visitor(staff, context.config.origins.staff.origin);
  const passkey = new SoftAuthenticator({ rpId: 'localhost', origin: visitor.origin });
  const token = await firstAdministrator(context);
  const options = await visitor.json('/api/join/options', { token });
  await visitor.json('/api/join', { token, response: passkey.register(options.json()) });
  const { id } = await context.store.read.selectFrom('staff_members').select('id').executeTakeFirstOrThrow();
  await context.store.write(async (tx) => {
    for (const role of roles) await setRole(tx, id, role, true);
  });
  return { visitor, id, passkey };
}

/** The same member, later: with a session that is fresh. */
export async function signInAgain(context: TestContext, staffId: string): Promise<Visitor> {
  const { staff } = await cityHall(context);
  const visitor = new Visitor(staff, context.config.origins.staff.origin);
  const token = await context.store.write((tx) => beginSession(context, tx, staffId, 'staff'));
  visitor.cookies['ck-staff'] = token;
  return visitor;
}
