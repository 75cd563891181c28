import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import {
  agreeToReport,
  daysOf,
  figuresOf,
  firstDayOfService,
  isHalfYear,
  lastOver,
  proposeReport,
  publicReports,
  publishedReport,
  saysTheSame,
  waitingReport,
} from '../../register/service.ts';
import { orSignIn, requireStaff, type Session, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { REPORT_PATH } from '../demands/paths.ts';
import { today } from '../review.ts';
import { ReportPage, type ReportProps } from './report-page.tsx';

const half = z.string().refine(isHalfYear);
const asked = z.object({
  done: z.enum(['proposed', 'published']).optional().catch(undefined),
  half: half.optional().catch(undefined),
});
const pressed = z.strictObject({ half });

/** Where two of the law department sign the report of the half-year that is over, and correct those that are public. */
export function reportRoutes(context: Context, app: FastifyInstance): void {
  app.get(REPORT_PATH, async (request, reply) => {
    const session = await counsel(context, request, reply, false);
    if (!session) return reply;
    const { done = null, half = lastOver(today(context)) } = asked.parse(request.query);
    const stands = await standing(context, session, half);
    return reply.page(<ReportPage {...{ context, request, session, done }} {...stands} />);
  });
  const step = (
    name: string,
    done: string,
    work: (context: Context, period: string, by: string) => Promise<void>,
  ) =>
    typedPost(context, app, `${REPORT_PATH}/${name}`, pressed, async (request, reply, { half }) => {
      const session = await counsel(context, request, reply, true);
      if (!session) return reply;
      await work(context, half, session.staffId);
      return reply.redirect(withLanguage(`${REPORT_PATH}?half=${half}&done=${done}`, request.language), 303);
    });
  step('propose', 'proposed', proposeReport);
  step('agree', 'published', agreeToReport);
}

const counsel = (context: Context, request: FastifyRequest, reply: FastifyReply, fresh: boolean) =>
  orSignIn(request, reply, REPORT_PATH, () =>
    requireStaff(context, request, 'staff', ['law-officer'], { fresh }),
  );

type Stands = Pick<ReportProps, 'half' | 'figures' | 'shown' | 'state' | 'own' | 'began' | 'halves'>;

async function standing(context: Context, session: Session, half: string): Promise<Stands> {
  const { read } = context.store;
  const halves = [...new Set((await publicReports(read)).map(({ subject }) => subject))];
  const shown = await publishedReport(read, half);
  const began = await firstDayOfService(context);
  const known = { half, halves, shown, began };
  const over = daysOf(half).until < today(context);
  if (!over || began === null || daysOf(half).until < began)
    return { ...known, figures: null, state: shown ? 'public' : 'early', own: false };
  const figures = await figuresOf(context, half);
  const waiting = await waitingReport(read, half);
  if (waiting) {
    const state = JSON.stringify(figures) === waiting.said ? 'waiting' : 'changed';
    return { ...known, figures, state, own: waiting.askedBy === session.staffId };
  }
  if (shown === null) return { ...known, figures, state: 'none', own: false };
  const state = saysTheSame(shown, figures) ? 'public' : 'differs';
  return { ...known, figures: state === 'public' ? null : figures, state, own: false };
}
