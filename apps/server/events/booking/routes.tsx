import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { told } from '../../http/told.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { contactOf, forgetContact } from '../contact/leave.ts';
import type { TypedContact } from '../contact/part.tsx';
import { addContact } from '../contact/routes.tsx';
import { comingDays, oneDay, openFirst } from '../days.ts';
import { addDraw, lostOrWaiting, markOfDay, showEntry } from '../draw/routes.tsx';
import { EVENTS_STATUS, type EventsCode, OF_PARTY } from '../errors.ts';
import { addHelpers } from '../helpers/routes.tsx';
import { BOOKING_PATH, EVENTS_PATH, MARK } from '../paths.ts';
import { openDoorsToday } from '../today.ts';
import { WaitPage } from '../waiting/pages.tsx';
import { addWaiting } from '../waiting/routes.tsx';
import { findWait } from '../waiting/wait.ts';
import { openWalkInWaits } from '../walk-in-wait.ts';
import { moveToDay, otherDays } from './another-day.ts';
import { cancelPlaces, confirmPlaces, keepPlaces, movePlaces } from './book.ts';
import { BookingPage, CodePage, GivenBackPage, KeptPage } from './booking-pages.tsx';
import { readBookingCode } from './code.ts';
import { DayPage, type WalkIns } from './day-page.tsx';
import { DaysPage } from './days-page.tsx';
import { asShown, findBooking } from './find.ts';
import { BOOKING_LIMIT, bookingThrottle } from './throttle.ts';

const digits = z.string().regex(/^[0-9]{1,4}$/);
export const keepBody = z.strictObject({ form: z.uuid().optional(), time: digits.optional(), party: digits });
/** As people type it; what is no code is answered on the page. */
const typedCode = z.string().max(60);
export const codeBody = z.strictObject({ code: typedCode });
export const anotherBody = z.strictObject({
  code: typedCode,
  to: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{6} [0-9]{1,4}$/)
    .optional(),
});
export const moveBody = z.strictObject({ code: typedCode, time: digits.optional() });

/** What everybody may do: see the days, book by a code, change their mind. */
export function addBooking(context: Context, app: FastifyInstance): void {
  const walkInWait = openWalkInWaits(context);
  const doorToday = openDoorsToday(context);
  const walkIns: WalkIns = async (day) => {
    const { read } = context.store;
    return { wait: await walkInWait(read, day), door: await doorToday(read, day) };
  };
  app.get(EVENTS_PATH, async (request, reply) =>
    reply.page(
      <DaysPage
        {...{ context, request }}
        days={openFirst(context, await comingDays(context, context.store.read))}
      />,
    ),
  );
  app.get(`${EVENTS_PATH}/:mark`, async (request, reply) => {
    const day = await oneDay(context, context.store.read, markOf(request));
    return reply.page(<DayPage {...{ context, request, day }} {...(await walkIns(day))} />);
  });
  addKeep(context, app, walkIns);
  const throttle = bookingThrottle(context);
  addDraw(context, app, { markOf, throttle, walkIns });
  addCode(context, app, throttle);
  addAnotherDay(context, app, throttle);
  const show = (request: FastifyRequest, reply: FastifyReply, code: string) =>
    showBooking(context, request, reply, code);
  addWaiting(context, app, { markOf, throttle, show, walkIns });
  addContact(context, app, {
    throttle,
    show: (...asked) => showBooking(context, ...asked),
    notOpened: (...asked) => notOpened(context, ...asked),
  });
  addHelpers(context, app, throttle);
}

const markOf = (request: FastifyRequest): string => {
  const { mark } = request.params as { mark: string };
  if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
  return mark;
};

function addKeep(context: Context, app: FastifyInstance, walkIns: WalkIns): void {
  post(
    app,
    `${EVENTS_PATH}/:mark`,
    keepBody,
    async (request, reply, typed) => {
      const mark = markOf(request);
      const [starts, party] = [Number(typed.time), Number(typed.party)];
      try {
        if (typed.time === undefined) throw new Fault<EventsCode>('time-unknown');
        const { code, until, again } = await keepPlaces(context, { mark, starts, party, form: typed.form });
        if (again) return await showBooking(context, request, reply, code);
        const day = await oneDay(context, context.store.read, mark);
        return reply.page(<KeptPage {...{ context, request }} kept={{ code, until, day, starts, party }} />);
      } catch (error) {
        const { fault, status, code } = told(request, error, EVENTS_STATUS);
        const day = await oneDay(context, context.store.read, mark);
        const field = OF_PARTY.has(code) ? 'party' : 'time';
        return reply.page(
          <DayPage
            {...{ context, request, day, typed }}
            {...(await walkIns(day))}
            wrong={{ [field]: fault }}
          />,
          status,
        );
      }
    },
    BOOKING_LIMIT,
  );
}

function addCode(context: Context, app: FastifyInstance, throttle: () => void): void {
  app.get(BOOKING_PATH, async (request, reply) => reply.page(<CodePage {...{ context, request }} />));
  const withCode = (
    path: string,
    act: (code: string) => Promise<void>,
    answer: (request: FastifyRequest, reply: FastifyReply, code: string) => Promise<unknown>,
  ) =>
    post(
      app,
      path,
      codeBody,
      async (request, reply, { code }) => {
        throttle();
        try {
          await act(code);
          return await answer(request, reply, code);
        } catch (error) {
          return notOpened(context, request, reply, error, code);
        }
      },
      BOOKING_LIMIT,
    );
  const show = (request: FastifyRequest, reply: FastifyReply, code: string) =>
    showBooking(context, request, reply, code);
  withCode(BOOKING_PATH, async () => {}, show);
  withCode(`${BOOKING_PATH}/confirm`, (code) => confirmPlaces(context, code), show);
  withCode(
    `${BOOKING_PATH}/cancel`,
    async (code) => {
      await cancelPlaces(context, code);
      await forgetContact(context, code);
    },
    async (request, reply) => reply.page(<GivenBackPage {...{ context, request }} />),
  );
  post(
    app,
    `${BOOKING_PATH}/move`,
    moveBody,
    async (request, reply, { code, time }) => {
      throttle();
      try {
        if (time === undefined) throw new Fault<EventsCode>('time-unknown');
        await movePlaces(context, code, Number(time));
        return await show(request, reply, code);
      } catch (error) {
        if (isFault(error) && ['time-unknown', 'time-over', 'time-full'].includes(error.code)) {
          const { fault, status } = told(request, error, EVENTS_STATUS);
          return showBooking(context, request, reply, code, { wrong: { time: fault }, status });
        }
        return notOpened(context, request, reply, error, code);
      }
    },
    BOOKING_LIMIT,
  );
}

async function showBooking(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
  {
    wrong = {},
    refused,
    status = 200,
    typed: typedContact = {},
    contactWrong = {},
  }: {
    wrong?: FieldErrors;
    refused?: string;
    status?: number;
    typed?: TypedContact;
    contactWrong?: FieldErrors;
  } = {},
): Promise<unknown> {
  const { read } = context.store;
  const entry = await lostOrWaiting(context, read, typed);
  const code = readBookingCode(typed) ?? typed;
  const contact = async () => ({
    until: await contactOf(context, read, code),
    typed: typedContact,
    wrong: contactWrong,
  });
  if (entry) return showEntry(context, request, reply, code, entry, await contact(), status);
  const wait = await findWait(context, read, typed);
  if (wait && wait.state !== 'offered') {
    const day = await oneDay(context, read, await markOfDay(read, wait.event));
    return reply.page(
      <WaitPage {...{ context, request, code, wait, day }} contact={await contact()} />,
      status,
    );
  }
  const booking = asShown(await findBooking(context, read, typed));
  const day = await oneDay(context, read, await markOfDay(read, booking.event));
  return reply.page(
    <BookingPage
      {...{ context, request, code, booking, day, wrong, refused }}
      contact={await contact()}
      offered={wait !== undefined}
      others={booking.state === 'booked' ? await otherDays(context, read, booking) : []}
    />,
    status,
  );
}

function addAnotherDay(context: Context, app: FastifyInstance, throttle: () => void): void {
  post(
    app,
    `${BOOKING_PATH}/another-day`,
    anotherBody,
    async (request, reply, { code, to = '' }) => {
      throttle();
      const [mark = '', starts = ''] = to.split(' ');
      try {
        if (to === '') throw new Fault<EventsCode>('time-unknown');
        await moveToDay(context, code, { mark, starts: Number(starts) });
        return await showBooking(context, request, reply, code);
      } catch (error) {
        const inWords = ['time-unknown', 'time-over', 'time-full', 'event-gives-no-places'];
        if (isFault(error) && inWords.includes(error.code)) {
          const { fault, status } = told(request, error, EVENTS_STATUS);
          return showBooking(context, request, reply, code, { wrong: { to: fault }, status });
        }
        return notOpened(context, request, reply, error, code);
      }
    },
    BOOKING_LIMIT,
  );
}

const OF_THE_DAY: ReadonlySet<string> = new Set<EventsCode>([
  'event-gives-no-places',
  'time-over',
  'event-changed',
]);

/** A code that opens nothing is said beside the field; what a booking cannot do any more is said on its own page. */
async function notOpened(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  code: string,
): Promise<unknown> {
  if (!isFault(error) || !(error.code in EVENTS_STATUS)) throw error;
  if (error.code === 'booking-unknown') {
    const wrong = { code: request.say('fault.booking-unknown') };
    return reply.page(<CodePage {...{ context, request, wrong }} />, 422);
  }
  // What a code came to is on its page; what the day refused is not.
  const refused = OF_THE_DAY.has(error.code) ? { refused: request.say(`fault.${error.code}`) } : {};
  return showBooking(context, request, reply, code, { ...refused, status: 409 });
}
