import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { requireStaff, staffPage } from '../../../staff/service.ts';
import {
  begunHalvesBody,
  finishedHalvesBody,
  handedHalvesBody,
  nextHalvesBody,
  nothing,
  touchBody,
} from '../../bodies.ts';
import { touchOptions, verifyTouch } from '../../touch.ts';
import { keysOf } from '../keys.ts';
import { withoutTwoHalves } from '../nobody.ts';
import { nextToBegin, nextToFinish, nextToHand, type Run } from './batches.ts';
import { keepBegun, keepFinished, keepHanded } from './keep.ts';
import { lackingFor } from './lacking.ts';
import { HALVES_PATH, HalvesPage } from './page.tsx';
import { checkPass, newPass } from './pass.ts';

const OFFICER = ['evidence-officer'] as const;
const API = '/api/evidence-halves';

/** Halves for whoever takes office: two others make each in their browsers, one after the other, and neither learns it. */
export function addHalvesRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  staffPage(context, app, HALVES_PATH, OFFICER, async (request, reply, session) => {
    const lacking = await lackingFor(store.read, session.staffId);
    const stuck = { halves: await withoutTwoHalves(store.read) };
    return reply.page(<HalvesPage {...{ context, request, session, lacking, stuck }} />);
  });
  post(app, `${API}/options`, nothing, async (request) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    return touchOptions(context, staffId);
  });
  post(app, `${API}/start`, touchBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    const touched = await verifyTouch(context, staffId, body.response as AuthenticationResponseJSON);
    const own = (await keysOf(store.read, staffId)).find(({ credential }) => credential === touched);
    const key = own?.publicKey ?? '';
    return { key, pass: newPass(context, staffId, key) };
  });
  const runOf = async (request: FastifyRequest, body: { pass: string; key: string; colleague: string }) => {
    const { staffId } = await requireStaff(context, request, 'staff', OFFICER);
    checkPass(context, staffId, body.key, body.pass);
    return { staffId, key: body.key, colleague: body.colleague } satisfies Run;
  };
  post(app, `${API}/next-to-begin`, nextHalvesBody, async (request, _reply, body) =>
    nextToBegin(context, await runOf(request, body), body.after),
  );
  post(app, `${API}/begin`, begunHalvesBody, async (request, _reply, body) =>
    keepBegun(context, await runOf(request, body), body.given),
  );
  post(app, `${API}/next-to-finish`, nextHalvesBody, async (request, _reply, body) =>
    nextToFinish(context, await runOf(request, body), body.after),
  );
  post(app, `${API}/finish`, finishedHalvesBody, async (request, _reply, body) =>
    keepFinished(context, await runOf(request, body), body.given),
  );
  post(app, `${API}/next-to-hand`, nextHalvesBody, async (request, _reply, body) =>
    nextToHand(context, await runOf(request, body), body.after),
  );
  post(app, `${API}/hand`, handedHalvesBody, async (request, _reply, body) =>
    keepHanded(context, await runOf(request, body), body.given),
  );
}
