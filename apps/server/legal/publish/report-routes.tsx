import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import {
  agreeToReport,
  figuresOf,
  lastOver,
  proposeReport,
  publishedReport,
  type SaidReport,
  waitingReport,
} from '../../register/service.ts';
import { orSignIn, requireStaff, type Session, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { nothing } from '../bodies.ts';
import { REPORT_PATH } from '../demands/paths.ts';
import { today } from '../review.ts';
import { ReportPage, type ReportProps } from './report-page.tsx';

const asked = z.object({ done: z.enum(['proposed', 'published']).optional().catch(undefined) });

/** Where two of the law department sign the report of the half-year that is over. */
export function reportRoutes(context: Context, app: FastifyInstance): void {
  app.get(REPORT_PATH, async (request, reply) => {
    const session = await counsel(context, request, reply, false);
    if (!session) return reply;
    const { done = null } = asked.parse(request.query);
    const stands = await standing(context, session);
    return reply.page(<ReportPage {...{ context, request, session, done }} {...stands} />);
  });
  const step = (
    name: string,
    done: string,
    work: (context: Context, period: string, by: string) => Promise<void>,
  ) =>
    typedPost(context, app, `${REPORT_PATH}/${name}`, nothing, async (request, reply) => {
      const session = await counsel(context, request, reply, true);
      if (!session) return reply;
      await work(context, lastOver(today(context)), session.staffId);
      return reply.redirect(withLanguage(`${REPORT_PATH}?done=${done}`, request.language), 303);
    });
  step('propose', 'proposed', proposeReport);
  step('agree', 'published', agreeToReport);
}

const counsel = (context: Context, request: FastifyRequest, reply: FastifyReply, fresh: boolean) =>
  orSignIn(request, reply, REPORT_PATH, () =>
    requireStaff(context, request, 'staff', ['law-officer'], { fresh }),
  );

type Stands = Pick<ReportProps, 'said' | 'state' | 'own'>;

async function standing(context: Context, session: Session): Promise<Stands> {
  const { read } = context.store;
  const period = lastOver(today(context));
  const shown = await publishedReport(read, period);
  if (shown) return { said: shown, state: 'public', own: false };
  const said: SaidReport = await figuresOf(context, period);
  const waiting = await waitingReport(read, period);
  if (!waiting) return { said, state: 'none', own: false };
  const same = JSON.stringify(said) === waiting.said;
  return { said, state: same ? 'waiting' : 'changed', own: waiting.askedBy === session.staffId };
}
