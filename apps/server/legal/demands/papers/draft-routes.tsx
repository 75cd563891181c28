import type { FastifyInstance } from 'fastify';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { nothing } from '../act-bodies.ts';
import { demandOf, seenBy, signedIn } from '../demand-routes.tsx';
import { DEMANDS_PATH } from '../paths.ts';
import { draftsOf } from './drafts.ts';
import { DraftsPage } from './drafts-page.tsx';

const LAW = ['law-officer'] as const;

/** Draft texts, asked for by a law officer and answered in one request: they are kept nowhere. */
export function draftRoutes(context: Context, app: FastifyInstance): void {
  const path = `${DEMANDS_PATH}/:demand/drafts`;
  app.get(path, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, demandOf(request));
    return reply.page(<DraftsPage {...{ context, request, session, demand }} drafts={null} />);
  });
  post(app, path, nothing, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, demandOf(request));
    const { say, language } = request;
    const drafts = await draftsOf(context, demand, session.staffId, { say, language });
    reply.header('cache-control', 'no-store');
    return reply.page(<DraftsPage {...{ context, request, session, demand, drafts }} />);
  });
}
