import { eventWords as dayWords } from '@commonkey/events';
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
import { addSheet, CODE_SHEET } from '../../ui/add-sheet.ts';
import { together } from '../../ui/catalogues.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { EVENTS_STYLE } from '../booking/days-page.tsx';
import { comingDays, oneDay } from '../days.ts';
import { EVENTS_STATUS, type EventsCode } from '../errors.ts';
import { HELPERS_STATUS } from '../helpers/errors.ts';
import { addGroups } from '../helpers/manage/routes.tsx';
import { words as groupWords } from '../helpers/manage/words.ts';
import { addPlanSheet } from '../helpers/sheet/routes.tsx';
import { words as sheetWords } from '../helpers/sheet/words.ts';
import { serviceBefore } from '../learned.ts';
import { MARK } from '../paths.ts';
import { prefilled } from '../sites/ask.ts';
import { SITES_STATUS } from '../sites/errors.ts';
import { addAsked } from '../sites/manage/routes.tsx';
import { words as askedWords } from '../sites/manage/words.ts';
import { words as eventWords } from '../words.ts';
import { addCancel } from './cancel-routes.tsx';
import { changeDay } from './change-day.ts';
import { addChanges } from './change-routes.tsx';
import { countBeside, countTimes } from './counts.ts';
import type { Answer } from './day-frame.tsx';
import { CalendarPage } from './days-page.tsx';
import { announceDay, type DayWish, lookAhead, newDayId } from './make-day.ts';
import { NewDayPage, USUAL } from './new-day-page.tsx';
import { OneDayPage } from './one-day-page.tsx';
import { CALENDAR_PATH, calendarDayPath, NEW_DAY_PATH } from './paths.ts';
import { fieldOf, readWish, spokenChoices, type TypedWish, wishBody } from './read-wish.ts';
import { reasonTyped } from './reason-field.tsx';
import { words } from './words.ts';

const MANAGERS: readonly Role[] = ['event-manager'];
/** Whoever sees at the place that it is not safe can stop it. */
const MAY_STOP: readonly Role[] = ['event-manager', 'desk-supervisor'];

const version = z.string().regex(/^[0-9]{1,6}$/);
export const goOnBody = z.strictObject({ version });
export const stopBody = z.strictObject({ version, reason: reasonTyped });

/** Those who plan days and run them. */
export function calendarRoutes(context: Context): OfficeRoutes {
  return {
    statuses: { ...EVENTS_STATUS, ...HELPERS_STATUS, ...SITES_STATUS },
    words: together(eventWords, dayWords, words, groupWords, sheetWords, askedWords),
    staff: (app) => {
      addSheet(app, EVENTS_STYLE, [new URL('../events.css', import.meta.url), CODE_SHEET]);
      addPages(context, app);
      addNew(context, app);
      addActs(context, app);
      addCancel(context, app);
      addChanges(context, app);
      addGroups(context, app);
      addPlanSheet(context, app);
      addAsked(context, app);
    },
  };
}

function addPages(context: Context, app: FastifyInstance): void {
  staffPage(context, app, CALENDAR_PATH, MAY_STOP, async (request, reply, session) => {
    const { read } = context.store;
    const days = await comingDays(context, read);
    const counted = await Promise.all(
      days.map(async (day) => {
        const times = await countTimes(read, day.id, context.clock.now());
        const booked = times.reduce((sum, time) => sum + time.booked, 0);
        const places = times.reduce(
          (sum, time) => sum + time.booked + time.kept + time.free + time.helpers,
          0,
        );
        return { ...day, booked, places };
      }),
    );
    return reply.page(<CalendarPage {...{ context, request, session }} days={counted} />);
  });
  app.get(calendarDayPath(':mark'), async (request, reply) => {
    const mark = markOf(request);
    const session = await orSignIn(request, reply, calendarDayPath(mark), () =>
      requireStaff(context, request, 'staff', MAY_STOP),
    );
    return session ? showDay(context, request, reply, session, mark) : reply;
  });
}

async function showDay(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  mark: string,
  answer: Answer & { status?: number } = {},
): Promise<unknown> {
  const { read } = context.store;
  const day = await oneDay(context, read, mark);
  const times = await countTimes(read, day.id, context.clock.now());
  const beside = await countBeside(read, day.id);
  return reply.page(
    <OneDayPage {...{ context, request, session, day, times, beside, ...answer }} />,
    answer.status,
  );
}

const markOf = (request: FastifyRequest): string => {
  const { mark } = request.params as { mark: string };
  if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
  return mark;
};

function addNew(context: Context, app: FastifyInstance): void {
  const languages = spokenChoices(context.program.program.city.languages);
  staffPage(context, app, NEW_DAY_PATH, MANAGERS, async (request, reply, session) => {
    const [first = 'en'] = languages;
    const asked = await prefilled(context.store.read, request.query);
    const typed = { ...USUAL, [`speaks-${first}`]: 'on', ...asked };
    return reply.page(<NewDayPage {...{ context, request, session, typed }} id={newDayId()} />);
  });
  typedPost(context, app, NEW_DAY_PATH, wishBody(languages), async (request, reply, body) => {
    const session = await orSignIn(request, reply, NEW_DAY_PATH, () =>
      requireStaff(context, request, 'staff', MANAGERS, { fresh: body.do === 'announce' }),
    );
    if (!session) return reply;
    const typed: TypedWish = body;
    const read = readWish(typed, languages);
    const props = { context, request, session, typed, id: body.id };
    if ('wrong' in read) {
      const wrong: FieldErrors = Object.fromEntries(
        Object.entries(read.wrong).map(([field, { code, params }]) => [
          field,
          request.say(`fault.${code}`, params),
        ]),
      );
      return reply.page(<NewDayPage {...props} wrong={wrong} />, 422);
    }
    return lookOrAnnounce(context, request, reply, {
      props,
      wish: read.wish,
      announce: body.do === 'announce',
    });
  });
}

type NewProps = Parameters<typeof NewDayPage>[0];

async function lookOrAnnounce(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { props, wish, announce }: { props: NewProps; wish: DayWish; announce: boolean },
): Promise<unknown> {
  try {
    const service = await serviceBefore(context.store.read, wish.day);
    const looks = lookAhead(context, wish, service);
    if (!announce) return reply.page(<NewDayPage {...props} {...{ looks, service }} />);
    const mark = await announceDay(context, wish);
    return reply.redirect(withLanguage(calendarDayPath(mark), request.language), 303);
  } catch (error) {
    const found = fieldOf(error);
    if (!found) throw error;
    const wrong = { [found.field]: request.say(`fault.${found.code}`, found.params) };
    return reply.page(<NewDayPage {...props} wrong={wrong} />, 422);
  }
}

function addActs(context: Context, app: FastifyInstance): void {
  const act = <B extends { version: string }>(
    name: string,
    body: z.ZodType<B>,
    roles: readonly Role[],
    /** Answers with words about the reason where it lacks one. */
    change: (which: { mark: string; version: number }, given: B) => Promise<string | null>,
  ) =>
    typedPost(context, app, `${calendarDayPath(':mark')}/${name}`, body, async (request, reply, given) => {
      const mark = markOf(request);
      const session = await orSignIn(request, reply, calendarDayPath(mark), () =>
        requireStaff(context, request, 'staff', roles),
      );
      if (!session) return reply;
      try {
        const missing = await change({ mark, version: Number(given.version) }, given);
        if (missing !== null) {
          const wrong = { reason: request.say(missing) };
          return await showDay(context, request, reply, session, mark, { wrong, status: 422 });
        }
      } catch (error) {
        const answer = refused(request, error);
        if (!answer) throw error;
        return showDay(context, request, reply, session, mark, answer);
      }
      return reply.redirect(withLanguage(calendarDayPath(mark), request.language), 303);
    });
  act('stop', stopBody, MAY_STOP, async (which, { reason }) => {
    if (reason === '') return 'calendar.reason-missing';
    await changeDay(context, which, 'stopped', reason);
    return null;
  });
  act('go-on', goOnBody, MAY_STOP, async (which) => {
    await changeDay(context, which, 'announced', null);
    return null;
  });
}

/** A day that cannot become what somebody wished, because of what it is. */
const STANDS_SO: ReadonlySet<string> = new Set<EventsCode>([
  'event-over',
  'event-stopped',
  'event-cancelled',
]);

/** What the page of the day says itself, as the day stands now. */
function refused({ say }: FastifyRequest, error: unknown): (Answer & { status: number }) | null {
  if (!isFault(error)) return null;
  const status = EVENTS_STATUS[error.code as EventsCode];
  if (error.code === 'event-changed') return { problem: say('calendar.changed'), status };
  if (STANDS_SO.has(error.code)) return { problem: say(`fault.${error.code}`), status };
  return null;
}
