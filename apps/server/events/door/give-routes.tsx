import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { type Session, StaffFrame, typedPost } from '../../staff/service.ts';
import { BOARD_STYLE } from '../board/board-page.tsx';
import { ticketState } from '../board/ticket.ts';
import { words as boardWords } from '../board/words.ts';
import { endContactOfComer } from '../contact/leave.ts';
import { changeTicket } from './call.ts';
import { DOOR_SCRIPT, DoorPage, DoorsPage, GiveForm, type Typed } from './door-pages.tsx';
import type { DoorCode } from './errors.ts';
import { type GivenTicket, giveTicket } from './give.ts';
import { type DoorView, standingOf, today } from './line.ts';
import { repeatable } from './numbers.ts';
import { DOOR_PATH } from './paths.ts';
import { TicketPaper } from './ticket-paper.tsx';
import { again, asNumber, atWork, digits, lookAt, orSaid, STANDING_FAULTS, type Visitor } from './visit.ts';

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
export const numberBody = z.strictObject({ number: digits, deed: z.enum(['returns', 'gives-back']) });

/** Whoever comes gets a number; whoever comes back, or goes, says theirs. */
export function addDoor(context: Context, app: FastifyInstance): void {
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

const untyped = ({ event }: DoorView): Typed => ({
  ...{ party: 1, first: false, booking: '' },
  language: event.languages.find((tag) => LANGUAGES.includes(tag)) ?? 'en',
});
