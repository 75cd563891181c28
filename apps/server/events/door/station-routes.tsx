import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { typedPost } from '../../staff/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { DEEDS, doAtStation, openStation, tellStock } from './call.ts';
import { CallPage, MOST_LEFT, StationPage, type TypedStock } from './call-page.tsx';
import { standingOf } from './line.ts';
import { claimOf } from './numbers.ts';
import { DOOR_PATH } from './paths.ts';
import { isShut } from './standing-note.tsx';
import { again, asNumber, atWork, digits, lookAt, orSaid, STANDING_FAULTS, type Visitor } from './visit.ts';

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

/** The desks: which station each is, who comes next, and what it has left. */
export function addStations(context: Context, app: FastifyInstance): void {
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
