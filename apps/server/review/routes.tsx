import { readFile } from 'node:fs/promises';
import { programWords } from '@commonkey/program';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { KEEPER_STATUS } from '../keeper/errors.ts';
import { requireStaff, staffPage } from '../staff/service.ts';
import { decisionBody, leaveBody, nothing, touchBody } from './bodies.ts';
import { reviewScript } from './browser/build.ts';
import { decide } from './decide.ts';
import { REVIEW_STATUS } from './errors.ts';
import { keysOf } from './evidence/keys.ts';
import { addHalvesRoutes } from './evidence/newcomers/routes.tsx';
import { waitingForNobody } from './evidence/nobody.ts';
import { addKeyRoutes } from './evidence/routes.tsx';
import { countLost, lostToReview } from './keys-lost.ts';
import { release } from './lease.ts';
import { openNext } from './open.ts';
import { QueuePage } from './pages.tsx';
import { askerOf, waitingHours } from './queue.ts';
import { REVIEW_SCRIPT, REVIEW_STYLE } from './script.tsx';
import { readLeaseToken } from './token.ts';
import { touchOptions, verifyTouch } from './touch.ts';
import { addUnsealRoutes } from './unseal/routes.tsx';
import { words } from './words.ts';

const REVIEWER = ['reviewer'] as const;
/** Whoever opens what was sent, before the decision or by order after it. */
const OPENERS = ['reviewer', 'evidence-officer'] as const;

/** Online applications: open, decide, hand on. Ciphertext goes to the reviewer's page, a verdict comes back. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...REVIEW_STATUS, ...KEEPER_STATUS },
    words,
    staff: (app) => {
      addKeyRoutes(context, app);
      addHalvesRoutes(context, app);
      addQueue(context, app);
      addOpening(context, app);
      addUnsealRoutes(context, app);
      addFiles(app);
    },
  };
}

function addQueue(context: Context, app: FastifyInstance): void {
  const { store, clock } = context;
  staffPage(context, app, '/review', REVIEWER, async (request, reply, session) => {
    const asker = await askerOf(store.read, session.staffId);
    const lost = await lostToReview(context, store.read);
    const waiting = await waitingHours(store.read, asker, clock.now(), lost);
    const hasKey = (await keysOf(store.read, session.staffId)).length > 0;
    const { alone } = asker;
    const stuck = {
      ...(await waitingForNobody(store.read, lost)),
      lost: await countLost(store.read, lost),
    };
    return reply.page(<QueuePage {...{ context, request, session, waiting, hasKey, alone, stuck }} />);
  });
  // The rules run in the page, so that what a reviewer sees on a paper is sent nowhere (CL-04).
  app.get('/api/review/rules', async (request) => {
    await requireStaff(context, request, 'staff', OPENERS);
    const { program } = context.program;
    const { language } = request;
    return { program, words: { ...programWords[language], ...program.words[language] } };
  });
}

function addOpening(context: Context, app: FastifyInstance): void {
  const requirements = context.program.program.requirements.map(({ id }) => id);
  post(app, '/api/review/options', nothing, async (request) => {
    const { staffId } = await requireStaff(context, request, 'staff', REVIEWER);
    return touchOptions(context, staffId);
  });
  post(app, '/api/review/open', touchBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', REVIEWER);
    await verifyTouch(context, staffId, body.response as AuthenticationResponseJSON);
    return openNext(context, staffId);
  });
  post(app, '/api/review/decide', decisionBody(requirements), async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', REVIEWER);
    await decide(context, staffId, body.token, body);
    return { decided: true };
  });
  post(app, '/api/review/leave', leaveBody, async (request, _reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', REVIEWER);
    const lease = readLeaseToken(context, staffId, body.token);
    if (lease) await context.store.write((tx) => release(tx, staffId, lease));
    return { left: true };
  });
}

function addFiles(app: FastifyInstance): void {
  app.get(REVIEW_SCRIPT, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await reviewScript()),
  );
  app.get(REVIEW_STYLE, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(new URL('./browser/review.css', import.meta.url), 'utf8')),
  );
}
