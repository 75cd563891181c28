import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { LARGEST_SEALED } from '../../legal/service.ts';
import { requireStaff, staffPage } from '../../staff/service.ts';
import { postUpload } from '../../uploads/multipart.ts';
import { agreeBody, askToOpenBody, nothing, orderBody, produceBody } from '../bodies.ts';
import { keysOf } from '../evidence/keys.ts';
import { touchOptions, verifyTouch } from '../touch.ts';
import { whoOpens } from '../who-opens.ts';
import { mustHaveOpened, putIntoBundle } from './produce.ts';
import { agreeToOpen, askToOpen, openByOrder } from './unseal.ts';
import { UnsealPage } from './unseal-page.tsx';

const OFFICER = ['evidence-officer'] as const;

/** Opening one record after its decision: one officer asks, another agrees, and both halves meet in the first one's page. */
export function addUnsealRoutes(context: Context, app: FastifyInstance): void {
  staffPage(context, app, '/review/unseal', OFFICER, async (request, reply, session) => {
    const hasKey = (await keysOf(context.store.read, session.staffId)).length > 0;
    const { byOrder } = await whoOpens(context.store.read, context.program.program);
    return reply.page(<UnsealPage {...{ context, request, session, hasKey, byOrder }} />);
  });
  post(app, '/api/unseal/options', nothing, async (request) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    return touchOptions(context, staffId);
  });
  post(app, '/api/unseal/ask', askToOpenBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    return askToOpen(context, staffId, body.reference, body.publicKey);
  });
  post(app, '/api/unseal/agree', agreeBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    await verifyTouch(context, staffId, body.response as AuthenticationResponseJSON);
    return { halves: await agreeToOpen(context, staffId, body.request, body) };
  });
  post(app, '/api/unseal/open', orderBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    await verifyTouch(context, staffId, body.response as AuthenticationResponseJSON);
    return openByOrder(context, staffId, body);
  });
  postUpload(app, '/api/unseal/produce', produceBody, async (request, reply, read) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    await mustHaveOpened(context, staffId);
    const { fields, file } = await read({ most: LARGEST_SEALED });
    await putIntoBundle(context, staffId, { ...fields, file });
    return reply.code(201).send({});
  });
}
