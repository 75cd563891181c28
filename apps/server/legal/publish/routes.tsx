import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { LONGEST_COPY, publicSince, publishedDemands, REPORT_STATUS } from '../../register/service.ts';
import { orSignIn, requireStaff, type Session, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { demandOf } from '../demands/demand-routes.tsx';
import { DEMANDS_PATH, demandPath } from '../demands/paths.ts';
import { oneDemand } from '../demands/view.ts';
import { today } from '../review.ts';
import { PUBLISH_STATUS } from './errors.ts';
import { isSilenced, proposeCopy, proposedCopy, publishDemand } from './publish-demand.ts';
import { PublishPage, type PublishProps } from './publish-page.tsx';
import { reportRoutes } from './report-routes.tsx';
import { scanRoutes } from './scan/routes.tsx';
import { words } from './words.ts';

const PATH = `${DEMANDS_PATH}/:demand/public`;
const asked = z.object({ done: z.enum(['proposed', 'published']).optional().catch(undefined) });
/** Longer than it may be, so that the page can say so and lose nothing. */
const copyBody = z.strictObject({ copy: z.string().max(LONGEST_COPY * 2) });
const agreeBody = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) });

/** Refusals that the form comes back with, and all that was typed in it. */
const IN_FORM: Readonly<Record<string, number>> = {
  'publish-too-long': 422,
  'reply-undetermined': 409,
  'reply-records-exist': 409,
};

/**
 * Where the law department makes a demand public. Reading what was proposed and agreeing to it want a passkey just used: what is
 * sealed is opened. Writing it opens nothing.
 */
export function publishRoutes(context: Context): OfficeRoutes {
  return {
    statuses: { ...PUBLISH_STATUS, ...REPORT_STATUS },
    words,
    staff: (app) => {
      app.get(PATH, async (request, reply) => {
        const session = await counsel(context, request, reply);
        return session ? show(context, request, reply, session) : reply;
      });
      propose(context, app);
      reportRoutes(context, app);
      agree(context, app);
      scanRoutes(context, app);
    },
  };
}

const counsel = (context: Context, request: FastifyRequest, reply: FastifyReply, fresh = true) =>
  orSignIn(request, reply, demandPath(demandOf(request), 'public'), () =>
    requireStaff(context, request, 'staff', ['law-officer'], { fresh }),
  );

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  refused?: Pick<PublishProps, 'typed' | 'wrong'> & { status: number },
) {
  const id = demandOf(request);
  const demand = await oneDemand(context, id);
  // What was not taken is shown without a touch of the passkey, so nothing sealed may be shown beside it.
  const copy = refused ? null : await proposedCopy(context, id, session.staffId);
  const shown = (await publishedDemands(context.store.read)).find(({ said }) => said.demand === id) ?? null;
  const silenced = isSilenced(demand, today(context));
  const since = await publicSince(context.store.read, id);
  const { done = null } = asked.parse(request.query);
  const { status = 200, ...back } = refused ?? {};
  const page = (
    <PublishPage {...{ context, request, session, demand, silenced, copy, shown, since, done, ...back }} />
  );
  return reply.page(page, status);
}

function propose(context: Context, app: FastifyInstance): void {
  typedPost(context, app, PATH, copyBody, async (request, reply, { copy }) => {
    const session = await counsel(context, request, reply, false);
    if (!session) return reply;
    const id = demandOf(request);
    try {
      await proposeCopy(context, id, copy.trim(), session.staffId);
    } catch (error) {
      const status = isFault(error) ? IN_FORM[error.code] : undefined;
      if (!isFault(error) || status === undefined) throw error;
      const { code, params } = error;
      return show(context, request, reply, session, { typed: copy, wrong: { code, params }, status });
    }
    return reply.redirect(withLanguage(`${demandPath(id, 'public')}?done=proposed`, request.language), 303);
  });
}

function agree(context: Context, app: FastifyInstance): void {
  typedPost(context, app, `${PATH}/agree`, agreeBody, async (request, reply, { digest }) => {
    const session = await counsel(context, request, reply);
    if (!session) return reply;
    const id = demandOf(request);
    await publishDemand(context, id, { by: session.staffId, digest });
    return reply.redirect(withLanguage(`${demandPath(id, 'public')}?done=published`, request.language), 303);
  });
}
