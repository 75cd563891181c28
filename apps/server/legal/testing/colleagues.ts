import { invite, setRole } from '../../staff/members.ts';
import type { Role } from '../../staff/roles.ts';
import { SoftAuthenticator } from '../../staff/testing/authenticator.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import type { TestContext } from '../../testing/context.ts';

/** `touch` signs in anew, and says with which token forms of the session before may be sent. */
export type Colleague = { id: string; visitor: Visitor; touch(): Promise<string> };

/** The staff origin, and people who sign in there, each in a browser of their own. */
export async function colleagues(context: TestContext) {
  const { staff } = await cityHall(context);
  const { store } = context;
  return async (roles: readonly Role[]): Promise<Colleague> => {
    const visitor = new Visitor(staff, context.config.origins.staff.origin);
    const key = new SoftAuthenticator({ rpId: 'localhost', origin: visitor.origin });
    const { id, token } = await store.write((tx) =>
      invite(context, tx, { called: 'A colleague', roles: [] }),
    );
    const made = await visitor.json('/api/join/options', { token });
    await visitor.json('/api/join', { token, response: key.register(made.json()) });
    await store.write(async (tx) => {
      for (const role of roles) await setRole(tx, id, role, true);
    });
    const touch = async () => {
      const challenge = await visitor.json('/api/sign-in/options', {});
      const answer = key.signIn(challenge.json(), visitor.origin);
      return String((await visitor.json('/api/sign-in', { response: answer })).json().csrf);
    };
    return { id, visitor, touch };
  };
}
