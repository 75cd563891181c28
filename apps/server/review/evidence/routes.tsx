import { fromBase64url } from '@commonkey/vault';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { orSignIn, requireStaff, staffPage } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { newKeyBody, nothing, removeKeyBody } from '../bodies.ts';
import { lostToReview } from '../keys-lost.ts';
import { newKeyOptions, verifyTouch } from '../touch.ts';
import { addKey, keysOf, removeKey } from './keys.ts';
import { KeysPage } from './keys-page.tsx';
import { unopenable } from './nobody.ts';
import { evidenceReadiness } from './readiness.ts';

export const KEY_ROLES = ['reviewer', 'evidence-officer'] as const;
const PATH = '/evidence-keys';

/** Keys for sealed evidence: made in the officer's browser, of use with their passkey alone. */
export function addKeyRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  staffPage(context, app, PATH, KEY_ROLES, async (request, reply, session) => {
    const keys = await keysOf(store.read, session.staffId);
    const readiness = await evidenceReadiness(store.read);
    const stuck = await unopenable(store.read, await lostToReview(context, store.read));
    return reply.page(<KeysPage {...{ context, request, session, keys, readiness, stuck }} />);
  });
  post(app, '/api/evidence-keys/options', nothing, async (request) => {
    const { staffId } = await requireStaff(context, request, 'staff', KEY_ROLES);
    return newKeyOptions(context, staffId);
  });
  post(app, '/api/evidence-keys', newKeyBody, async (request, reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', KEY_ROLES);
    const credential = await verifyTouch(context, staffId, body.response as AuthenticationResponseJSON);
    const wrapped = fromBase64url(body.wrapped) ?? new Uint8Array();
    const key = { credential, publicKey: body.publicKey, wrapped };
    await store.write((tx) => addKey(tx, staffId, key));
    return reply.send({ added: true });
  });
  post(app, `${PATH}/remove`, removeKeyBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, PATH, () =>
      requireStaff(context, request, 'staff', [], { fresh: true }),
    );
    if (!session) return reply;
    await store.write((tx) => removeKey(context, tx, session.staffId, body.credential));
    return reply.redirect(withLanguage(PATH, request.language), 303);
  });
}
