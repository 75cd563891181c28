import { addDays } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import {
  orSignIn,
  type Role,
  requireStaff,
  type Session,
  staffPage,
  typedPost,
} from '../../staff/service.ts';
import { addSheet } from '../../ui/add-sheet.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { script } from '../board/browser/build.ts';
import { cityNow } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { MARK } from '../paths.ts';
import { closeDay, MOST_DESKS } from './close-day.ts';
import { ClosePage, ClosingsPage } from './close-page.tsx';
import { wasHeld } from './closed-day.ts';
import { closingView } from './closing-view.ts';
import { MANAGER_STATUS, type ManagerCode } from './errors.ts';
import { openLive } from './live.ts';
import { LivePage } from './live-page.tsx';
import { CLOSINGS_PATH, closePath, LIVE_SCRIPT, livePath, MANAGER_STYLE } from './paths.ts';
import { addTrying } from './simulate-routes.tsx';
import { words } from './words.ts';

const MANAGERS: readonly Role[] = ['event-manager'];
/** Whoever may stop a day sees how it goes. */
const WATCHERS: readonly Role[] = ['event-manager', 'desk-supervisor'];

const shift = z.string().regex(/^[0-9a-f]{32}$/);
export const closeBody = z.strictObject({
  version: z.string().regex(/^[0-9]{1,6}$/),
  /** As it was typed; what is no number is said beside it. */
  desks: z.string().max(8),
  shifts: z.union([shift, z.array(shift).max(MOST_DESKS)]).optional(),
  /** `close-early`: what is still open was shown. */
  do: z.enum(['look', 'close', 'close-early']),
});

/** Those who run an event day: how it goes, and its end. */
export function managerRoutes(context: Context): OfficeRoutes {
  return {
    statuses: MANAGER_STATUS,
    words,
    staff: (app) => {
      addHeldStyle(app);
      addSheet(app, MANAGER_STYLE, [new URL('./manager.css', import.meta.url)]);
      app.get(LIVE_SCRIPT, async (_request, reply) =>
        reply
          .type('text/javascript; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(await script('live')),
      );
      addLive(context, app);
      addClosings(context, app);
      addTrying(context, app);
    },
  };
}

const markOf = (request: FastifyRequest): string => {
  const { mark } = request.params as { mark: string };
  if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
  return mark;
};

function addLive(context: Context, app: FastifyInstance): void {
  const live = openLive(context);
  app.get(livePath(':mark'), async (request, reply) => {
    const mark = markOf(request);
    const session = await orSignIn(request, reply, livePath(mark), () =>
      requireStaff(context, request, 'staff', WATCHERS),
    );
    if (!session) return reply;
    return reply.page(<LivePage {...{ context, request, session }} live={await live(mark)} />);
  });
}

/** Longer ago nobody looks for a day: a desk has sixty days to report. */
const BACK_DAYS = 90;

function addClosings(context: Context, app: FastifyInstance): void {
  staffPage(context, app, CLOSINGS_PATH, MANAGERS, async (request, reply, session) => {
    const { read } = context.store;
    const today = cityNow(context).day;
    const days = await read
      .selectFrom('event_days')
      .selectAll()
      .where('day', '<=', today)
      .where('day', '>=', addDays(today, -BACK_DAYS))
      .where(wasHeld)
      .orderBy('day', 'desc')
      .orderBy('mark')
      .execute();
    const closings = await read
      .selectFrom('event_closings')
      .select(['event', 'turn', 'missing'])
      .orderBy('turn')
      .execute();
    const shown = days.map((day) => {
      const own = closings.filter(({ event }) => event === day.id);
      return { ...day, turns: own.length, missing: own.at(-1)?.missing ?? null };
    });
    return reply.page(<ClosingsPage {...{ context, request, session }} days={shown} />);
  });
  app.get(closePath(':mark'), async (request, reply) => {
    const mark = markOf(request);
    const session = await orSignIn(request, reply, closePath(mark), () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    if (!session) return reply;
    const view = await closingView(context, context.store.read, mark, null);
    return reply.page(<ClosePage {...{ context, request, session, view }} />);
  });
  typedPost(context, app, closePath(':mark'), closeBody, async (request, reply, body) => {
    const mark = markOf(request);
    const session = await orSignIn(request, reply, closePath(mark), () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    return session ? lookOrClose(context, { request, reply, session, mark }, body) : reply;
  });
}

type Visitor = { request: FastifyRequest; reply: FastifyReply; session: Session; mark: string };

async function lookOrClose(
  context: Context,
  { request, reply, session, mark }: Visitor,
  body: z.output<typeof closeBody>,
): Promise<unknown> {
  const shifts = [body.shifts ?? []].flat();
  const desks = /^[0-9 ]+$/.test(body.desks) ? body.desks.replaceAll(' ', '') : '';
  const show = async (more: Partial<Parameters<typeof ClosePage>[0]>, status = 200) => {
    const view = await closingView(context, context.store.read, mark, { shifts, desks: body.desks });
    return reply.page(<ClosePage {...{ context, request, session, view }} {...more} />, status);
  };
  const least = { least: Math.max(1, shifts.length), most: MOST_DESKS };
  const impossible = { desks: request.say('fault.closing-desks-impossible', least) };
  if (!(Number(desks) >= least.least && Number(desks) <= MOST_DESKS)) return show({ wrong: impossible }, 422);
  if (body.do === 'look') return show({ looked: true });
  try {
    const wish = { shifts, desks: Number(desks), early: body.do === 'close-early' };
    await closeDay(context, { mark, version: Number(body.version) }, wish);
  } catch (error) {
    if (!isFault(error)) throw error;
    const problem = request.say(`fault.${error.code}`, error.params);
    if (error.code === 'closing-desks-impossible') return show({ wrong: { desks: problem } }, 422);
    if (error.code === 'closing-open') return show({ looked: true, early: true }, 409);
    if (!HERE.some((code) => code === error.code)) throw error;
    return show({ problem }, MANAGER_STATUS[error.code as ManagerCode]);
  }
  return reply.redirect(withLanguage(closePath(mark), request.language), 303);
}

/** Said on the page, with all that was ticked. */
const HERE: readonly ManagerCode[] = [
  'closing-too-early',
  'closing-not-begun',
  'closing-cancelled',
  'closing-changed',
  'closing-desk-gone',
  'closing-nothing-new',
];
