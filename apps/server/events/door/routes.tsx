import type { PlainDate } from '@commonkey/program';
import { Fault, isFault, wordDay } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { orSignIn, requireStaff, type Session, StaffFrame, typedPost } from '../../staff/service.ts';
import { addSheet } from '../../ui/add-sheet.ts';
import { BOARD_STYLE } from '../board/board-page.tsx';
import { script } from '../board/browser/build.ts';
import { ticketState } from '../board/ticket.ts';
import { words as boardWords } from '../board/words.ts';
import { endContactOfComer } from '../contact/leave.ts';
import { MARK } from '../paths.ts';
import { changeTicket, DEEDS, doAtStation, openStation, tellStock } from './call.ts';
import { CallPage, MOST_LEFT, StationPage, type TypedStock } from './call-page.tsx';
import { DOOR_ROLES, DOOR_SCRIPT, DoorPage, DoorsPage, GiveForm, type Typed } from './door-pages.tsx';
import { DOOR_STATUS, type DoorCode } from './errors.ts';
import { type GivenTicket, giveTicket } from './give.ts';
import { type DoorView, requireEvent, standingOf, today, viewDoor } from './line.ts';
import { claimOf, repeatable } from './numbers.ts';
import { DOOR_PATH } from './paths.ts';
import { isShut } from './standing-note.tsx';
import { TicketPaper } from './ticket-paper.tsx';
import { words } from './words.ts';

const LANGUAGES = Object.keys(boardWords);
/** A size of party, a tick, and codes: nothing here could be a name. */
export const giveBody = z.strictObject({
  press: z.uuid(),
  party: z.coerce.number().int().min(1).max(4),
  first: z.literal('yes').optional(),
  booking: z
    .string()
    .max(30)
    .regex(/^[0-9A-Za-z \-\u2010-\u2015]*$/),
  language: z.enum(LANGUAGES),
});
/** As somebody types it, too short for a name; what is no number is said at its field, and given back where it has a digit (T1). */
const digits = z.string().max(8);
const asNumber = (typed: string): number =>
  /^[0-9 ]+$/.test(typed) ? Number(typed.replaceAll(' ', '') || Number.NaN) : Number.NaN;
const again = (typed: string): string => (/\d/.test(typed) ? typed : '');
export const numberBody = z.strictObject({ number: digits, deed: z.enum(['returns', 'gives-back']) });
export const openBody = z.strictObject({
  station: digits,
  claim: z.uuid(),
  take: z.literal('yes').optional(),
});
export const callBody = z.strictObject({
  station: z.coerce.number().int().min(1).max(200),
  claim: z.uuid(),
  press: z.coerce.number().int().min(0).max(1_000_000),
  deed: z.enum(DEEDS),
});

export const stockBody = z.strictObject({
  station: callBody.shape.station,
  claim: z.uuid(),
  cards: digits,
  ribbons: digits,
});

/** The door of an event day, for those who stand there. */
export function doorRoutes(context: Context): OfficeRoutes {
  return {
    statuses: DOOR_STATUS,
    words,
    staff: (app) => {
      addSheet(app, BOARD_STYLE, [new URL('../board/board.css', import.meta.url)]);
      app.get(DOOR_SCRIPT, async (_request, reply) =>
        reply
          .type('text/javascript; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(await script('door')),
      );
      addDoor(context, app);
      addStations(context, app);
    },
  };
}

type Visitor = { request: FastifyRequest; reply: FastifyReply; session: Session; mark: string };

/** Whoever is signed in and works at doors; the others sign in and come back to the list of them. */
async function atWork(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visitor | undefined> {
  const session = await orSignIn(request, reply, DOOR_PATH, () =>
    requireStaff(context, request, 'staff', DOOR_ROLES),
  );
  const { mark } = request.params as { mark?: string };
  if (!session) return undefined;
  if (mark !== undefined && !MARK.test(mark)) throw new Fault<DoorCode>('door-unknown');
  return { request, reply, session, mark: mark ?? '' };
}

function addDoor(context: Context, app: FastifyInstance): void {
  app.get(DOOR_PATH, async (request, reply) => {
    const visit = await atWork(context, request, reply);
    if (!visit) return reply;
    const day = today(context);
    const days = await context.store.read
      .selectFrom('event_days')
      .selectAll()
      .where('day', '>=', day)
      .where('state', 'in', ['announced', 'stopped'])
      .orderBy('day')
      .orderBy('opens')
      .limit(50)
      .execute();
    return reply.page(<DoorsPage {...{ context, request, days }} session={visit.session} today={day} />);
  });
  app.get(`${DOOR_PATH}/:mark`, async (request, reply) => {
    const visit = await atWork(context, request, reply);
    if (!visit) return reply;
    const view = await lookAt(context, visit.mark);
    return reply.page(
      <DoorPage {...{ context, request, view }} session={visit.session} typed={untyped(view)} />,
    );
  });
  typedPost(context, app, `${DOOR_PATH}/:mark/ticket`, giveBody, async (request, reply, body) => {
    const visit = await atWork(context, request, reply);
    return visit ? answerGive(context, visit, body) : reply;
  });
  typedPost(
    context,
    app,
    `${DOOR_PATH}/:mark/number`,
    numberBody,
    async (request, reply, { number, deed }) => {
      const visit = await atWork(context, request, reply);
      if (!visit) return reply;
      const { session, mark } = visit;
      const asked = asNumber(number);
      const done = Number.isNaN(asked)
        ? { errors: { number: request.say('door.number-wrong') } }
        : await orSaid(request, 'number', NUMBER_FAULTS, () => changeTicket(context, mark, asked, deed));
      const view = await lookAt(context, mark);
      const more = done.errors ? { errors: done.errors, asked: again(number) } : { done: asked };
      const page = <DoorPage {...{ context, request, view, session }} typed={untyped(view)} {...more} />;
      return reply.page(page, done.errors ? 422 : 200);
    },
  );
}

/** What the day answers and not the person at the door: it is said on the page, and what was typed stays. */
const STANDING_FAULTS: readonly DoorCode[] = [
  'door-stopped',
  'door-cancelled',
  'door-over',
  'door-other-day',
  'tickets-all-given',
];
const NUMBER_FAULTS: readonly DoorCode[] = ['ticket-number-unknown', 'ticket-elsewhere', ...STANDING_FAULTS];
const BOOKING_FAULTS: readonly DoorCode[] = [
  'booking-code-unknown',
  'booking-came',
  'booking-other-day',
  'booking-other-place',
  'booking-day-cancelled',
  'booking-given-back',
  'booking-not-kept',
];

async function answerGive(
  context: Context,
  { request, reply, session, mark }: Visitor,
  body: z.output<typeof giveBody>,
): Promise<FastifyReply> {
  const { press, party, booking, language } = body;
  const first = body.first === 'yes';
  const codes = [...BOOKING_FAULTS, ...STANDING_FAULTS];
  const given = await orSaid(request, 'booking', codes, () =>
    giveTicket(context, mark, { press, party, first, booking }),
  );
  const view = await lookAt(context, mark);
  const typed = { party, first, booking: repeatable(booking) ? booking : '', language };
  if (given.errors)
    return reply.page(
      <DoorPage {...{ context, request, session, view, typed }} errors={given.errors} kept />,
      422,
    );
  if (booking.trim() !== '') await endContact(context, booking);
  const page = { context, request, session, view, given: given.value, language };
  return reply.page(<GivenPage {...page} />);
}

/** Whoever stands at the door is given their number, whatever becomes of it; what could not end now ends in the night. */
async function endContact(context: Context, booking: string): Promise<void> {
  try {
    await endContactOfComer(context, booking);
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', code: error.code });
  }
}

/** The ticket, and under it the next press. */
function GivenPage(props: {
  context: Context;
  request: FastifyRequest;
  session: Session;
  view: DoorView;
  given: GivenTicket;
  language: string;
}) {
  const { context, request, view, given, language } = props;
  const { say } = request;
  const ticket = view.tickets.find(({ id }) => id === given.id);
  return (
    <StaffFrame {...props} title={say('door.at', { place: view.event.place })} path={DOOR_PATH}>
      <link rel="stylesheet" href={BOARD_STYLE} />
      <script type="module" src={DOOR_SCRIPT} />
      <div class="door-given">
        <div>
          {ticket && (
            <TicketPaper
              {...{ context, language, place: view.event.place, party: given.party, code: given.code }}
              ticket={ticketState(view, ticket, standingOf(context, view.event))}
            />
          )}
          <p class="door-screen door-keys">
            <button type="button" data-print class="quiet">
              {say('door.print')}
            </button>
          </p>
        </div>
        <GiveForm {...{ request, view }} typed={untyped(view)} beside />
      </div>
    </StaffFrame>
  );
}

function addStations(context: Context, app: FastifyInstance): void {
  app.get(`${DOOR_PATH}/:mark/call`, async (request, reply) => {
    const visit = await atWork(context, request, reply);
    if (!visit) return reply;
    const view = await lookAt(context, visit.mark);
    const { session } = visit;
    const claim = claimOf(context.secrets, session, visit.mark);
    return reply.page(<StationPage {...{ context, request, view, session, claim }} />);
  });
  typedPost(context, app, `${DOOR_PATH}/:mark/open`, openBody, async (request, reply, body) => {
    const visit = await atWork(context, request, reply);
    if (!visit) return reply;
    const { session, mark } = visit;
    const station = asNumber(body.station);
    const claim = claimOf(context.secrets, session, mark);
    const page = { context, request, session, claim, typed: again(body.station) };
    if (!(station >= 1 && station <= 200)) {
      const errors = { station: request.say('door.station-wrong', { most: 200 }) };
      return reply.page(<StationPage {...page} view={await lookAt(context, mark)} errors={errors} />, 422);
    }
    const take = body.take === 'yes';
    const before = (await lookAt(context, mark)).stations.find((one) => one.station === station);
    const own = before?.open === true && before.claim === body.claim;
    const opened = await orSaid(request, 'station', ['station-taken', ...STANDING_FAULTS], () =>
      openStation(context, mark, { station, claim: body.claim, take }),
    );
    if (!opened.errors) return answerCall(context, visit, station, body.claim, own ? { own } : undefined);
    const view = await lookAt(context, mark);
    return reply.page(<StationPage {...page} {...{ view }} errors={opened.errors} taken={station} />, 409);
  });
  typedPost(context, app, `${DOOR_PATH}/:mark/call`, callBody, async (request, reply, { deed, ...at }) => {
    const visit = await atWork(context, request, reply);
    if (!visit) return reply;
    const done = await orSaid(request, 'deed', STANDING_FAULTS, () =>
      doAtStation(context, visit.mark, at, deed),
    );
    return answerCall(context, visit, at.station, at.claim, done.errors && { problem: done.errors.deed });
  });
  typedPost(
    context,
    app,
    `${DOOR_PATH}/:mark/stock`,
    stockBody,
    async (request, reply, { cards, ribbons, ...at }) => {
      const visit = await atWork(context, request, reply);
      if (!visit) return reply;
      const { left, errors } = readStock(request, { cards, ribbons });
      const typed = { cards: again(cards), ribbons: again(ribbons) };
      if (!left) return answerCall(context, visit, at.station, at.claim, { errors, typed });
      const told = await orSaid(request, 'stock', STANDING_FAULTS, () =>
        tellStock(context, visit.mark, at, left),
      );
      const more = told.errors && { problem: told.errors.stock, typed };
      return answerCall(context, visit, at.station, at.claim, more);
    },
  );
}

/** Both counts, or what is wrong with them. */
function readStock(
  { say }: FastifyRequest,
  typed: TypedStock,
):
  | { left: { cards: number; ribbons: number }; errors?: undefined }
  | { left?: undefined; errors: FieldErrors } {
  const read = (text: string, most: number) => {
    const value = asNumber(text);
    return value <= most ? value : null;
  };
  const [cards, ribbons] = [read(typed.cards, MOST_LEFT.cards), read(typed.ribbons, MOST_LEFT.ribbons)];
  if (cards !== null && ribbons !== null) return { left: { cards, ribbons } };
  const wrong = (value: number | null, name: keyof TypedStock) =>
    value === null ? { [name]: say('door.stock-wrong', { most: MOST_LEFT[name] }) } : {};
  return { errors: { ...wrong(cards, 'cards'), ...wrong(ribbons, 'ribbons') } };
}

async function answerCall(
  context: Context,
  { request, reply, session, mark }: Visitor,
  number: number,
  claim: string,
  more?: { errors?: FieldErrors; typed?: TypedStock; problem?: string | undefined; own?: boolean },
): Promise<FastifyReply> {
  const view = await lookAt(context, mark);
  const station = view.stations.find((one) => one.station === number);
  const shut = isShut(standingOf(context, view.event));
  if (shut || !station?.open || station.claim !== claim) {
    const page = { context, request, session, view, claim: claimOf(context.secrets, session, mark) };
    return reply.page(<StationPage {...page} closed />, shut ? 409 : 200);
  }
  const current = view.tickets.find((ticket) => ticket.station === number);
  const page = { context, request, session, view, station, current };
  return reply.page(<CallPage {...page} {...more} />, more?.problem ? 409 : more?.errors ? 422 : 200);
}

async function lookAt(context: Context, mark: string): Promise<DoorView> {
  const { read } = context.store;
  return viewDoor(context, read, await requireEvent(read, mark));
}

const untyped = ({ event }: DoorView): Typed => ({
  ...{ party: 1, first: false, booking: '' },
  language: event.languages.find((tag) => LANGUAGES.includes(tag)) ?? 'en',
});

/** What can be put right on the page is said at its field, with all that was typed; the rest is a page of its own. */
async function orSaid<T>(
  { say, language }: FastifyRequest,
  field: string,
  codes: readonly DoorCode[],
  work: () => Promise<T>,
): Promise<{ value: T; errors?: undefined } | { errors: FieldErrors }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!isFault(error) || !codes.some((code) => code === error.code)) throw error;
    const { day } = error.params;
    const params =
      typeof day === 'string' ? { ...error.params, day: wordDay(language, day as PlainDate) } : error.params;
    return { errors: { [field]: say(`fault.${error.code}`, params) } };
  }
}

type FieldErrors = Readonly<Record<string, string>>;
