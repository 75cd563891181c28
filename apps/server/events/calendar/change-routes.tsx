import { readClockTime } from '@commonkey/events';
import { isPlainDate } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { orSignIn, type Role, requireStaff, type Session, typedPost } from '../../staff/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { oneDay } from '../days.ts';
import { EVENTS_STATUS, type EventsCode } from '../errors.ts';
import { MARK } from '../paths.ts';
import { wordMinute } from '../say-time.ts';
import { ChangePage, roomField, type TypedChange } from './change-page.tsx';
import type { Answer } from './day-frame.tsx';
import { type Move, moveDay } from './move-day.ts';
import { calendarDayPath, changePath } from './paths.ts';
import { MOST_PLACES, type Room, roomOf, type Stays, setRoom } from './set-room.ts';

const MANAGERS: readonly Role[] = ['event-manager'];

const version = z.string().regex(/^[0-9]{1,6}$/);
const short = z.string().max(20).default('');
export const moveBody = z.strictObject({
  version,
  ...{ day: short, opens: short },
  place: z.string().max(400).default(''),
  address: z.string().max(400).default(''),
});
/** A figure for each time of the day, by the minute at which it begins. */
export const roomBody = z
  .object({ version })
  .catchall(z.string().max(20))
  .refine((body) => Object.keys(body).every((key) => key === 'version' || ROOM_FIELD.test(key)));
const ROOM_FIELD = /^at-[0-9]{1,4}$/;

type Shown = Answer & {
  typed?: TypedChange;
  stays?: readonly Stays[];
  status?: number;
};

/** Moving a day that is announced, and giving it more or fewer places. */
export function addChanges(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    mark: string,
    { status = 200, ...shown }: Shown = {},
  ): Promise<unknown> => {
    const { read } = context.store;
    const day = await oneDay(context, read, mark);
    const room = await roomOf(read, day.id);
    return reply.page(<ChangePage {...{ context, request, session, day, room }} {...shown} />, status);
  };
  const signedIn = (request: FastifyRequest, reply: FastifyReply, mark: string) =>
    orSignIn(request, reply, changePath(mark), () => requireStaff(context, request, 'staff', MANAGERS));

  app.get(changePath(':mark'), async (request, reply) => {
    const mark = markOf(request);
    const session = await signedIn(request, reply, mark);
    return session ? show(request, reply, session, mark) : reply;
  });
  typedPost(context, app, `${changePath(':mark')}/move`, moveBody, async (request, reply, body) => {
    const mark = markOf(request);
    const session = await signedIn(request, reply, mark);
    if (!session) return reply;
    const read = readMove(request, body);
    if ('wrong' in read) return show(request, reply, session, mark, { typed: body, ...read, status: 422 });
    try {
      await moveDay(context, { mark, version: Number(body.version) }, read.to);
    } catch (error) {
      return show(request, reply, session, mark, { typed: body, ...refused(request, error) });
    }
    return reply.redirect(withLanguage(calendarDayPath(mark), request.language), 303);
  });
  typedPost(context, app, `${changePath(':mark')}/room`, roomBody, async (request, reply, body) => {
    const mark = markOf(request);
    const session = await signedIn(request, reply, mark);
    if (!session) return reply;
    const typed: TypedChange = body;
    const { read } = context.store;
    const day = await oneDay(context, read, mark);
    const wished = readRoom(request, typed, await roomOf(read, day.id));
    if ('wrong' in wished) return show(request, reply, session, mark, { typed, ...wished, status: 422 });
    try {
      const stays = await setRoom(context, { mark, version: Number(body.version) }, wished.room);
      return await show(request, reply, session, mark, { stays });
    } catch (error) {
      return show(request, reply, session, mark, { typed, ...refused(request, error) });
    }
  });
}

const markOf = (request: FastifyRequest): string => {
  const { mark } = request.params as { mark: string };
  if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
  return mark;
};

const OF_HOURS: ReadonlySet<string> = new Set<EventsCode>([
  'event-past-midnight',
  'event-hour-passed',
  'event-clocks-change',
]);

/** Somebody else's change is shown as it is now; what is wrong with a wish stands beside its field. */
function refused(request: FastifyRequest, error: unknown): Shown {
  if (!isFault(error)) throw error;
  const status = EVENTS_STATUS[error.code as EventsCode];
  if (status === undefined || status === 404) throw error;
  if (error.code === 'event-changed') return { problem: request.say('calendar.changed'), status };
  const field = OF_HOURS.has(error.code) ? 'opens' : 'day';
  return { wrong: { [field]: request.say(`fault.${error.code}`, inWords(request, error.params)) }, status };
}

/** A minute of the day is said as clocks show it. */
const inWords = ({ language }: FastifyRequest, params: Fault['params']): Fault['params'] =>
  typeof params?.['latest'] === 'number' ? { time: wordMinute(language, params['latest']) } : params;

function readMove(
  { say }: FastifyRequest,
  typed: z.infer<typeof moveBody>,
): { to: Move } | { wrong: FieldErrors } {
  const wrong: Record<string, string> = {};
  const day = typed.day.trim();
  if (!isPlainDate(day)) wrong['day'] = say('fault.event-day-impossible');
  const opens = readClockTime(typed.opens.trim());
  if (opens === null) wrong['opens'] = say('fault.event-field-missing');
  const words = (field: 'place' | 'address', most: number): string => {
    const text = typed[field].replace(/\s+/g, ' ').trim();
    if (text === '') wrong[field] = say('fault.event-field-missing');
    return [...text].slice(0, most).join('');
  };
  const place = words('place', 80);
  const address = words('address', 160);
  if (!isPlainDate(day) || opens === null || Object.keys(wrong).length > 0) return { wrong };
  return { to: { day, opens, place, address } };
}

function readRoom(
  { say }: FastifyRequest,
  typed: TypedChange,
  times: readonly { starts: number }[],
): { room: Room } | { wrong: FieldErrors } {
  const wrong: Record<string, string> = {};
  const room: Record<number, number> = {};
  for (const { starts } of times) {
    const field = roomField(starts);
    const text = (typed[field] ?? '').trim();
    const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= MOST_PLACES))
      wrong[field] = say('fault.event-number-impossible', { least: 0, most: MOST_PLACES });
    room[starts] = value;
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { room };
}
