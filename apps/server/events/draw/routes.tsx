import { drawDigest, promiseOf } from '@commonkey/events';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { told } from '../../http/told.ts';
import type { Reader } from '../../store/store.ts';
import { Frame } from '../booking/code-frame.tsx';
import { DayPage, type WalkIns } from '../booking/day-page.tsx';
import { BOOKING_LIMIT } from '../booking/throttle.ts';
import { contactOf, forgetContact } from '../contact/leave.ts';
import type { ContactView } from '../contact/part.tsx';
import { oneDay } from '../days.ts';
import { EVENTS_STATUS, type EventsCode, OF_PARTY } from '../errors.ts';
import { BOOKING_PATH, EVENTS_PATH } from '../paths.ts';
import { type Entry, enterDraw, findEntry, leaveDraw } from './enter.ts';
import { EntryPage } from './pages.tsx';

const digits = z.string().regex(/^[0-9]{1,4}$/);
const many = z.union([digits, z.array(digits).max(96)]);
export const enterBody = z.strictObject({ form: z.uuid().optional(), party: digits, time: many.optional() });
export const leaveBody = z.strictObject({ code: z.string().max(60) });

type Beside = { markOf: (request: FastifyRequest) => string; throttle: () => void; walkIns: WalkIns };

/** Entering a draw, leaving it, and what anybody needs to draw again. */
export function addDraw(context: Context, app: FastifyInstance, { markOf, throttle, walkIns }: Beside): void {
  post(
    app,
    `${EVENTS_PATH}/:mark/enter`,
    enterBody,
    async (request, reply, { form, party, time = [] }) => {
      const mark = markOf(request);
      const times = [time].flat();
      try {
        const wish = times.map(Number);
        const { code } = await enterDraw(context, { mark, form, party: Number(party), wish });
        const entry = await findEntry(context, context.store.read, code);
        if (!entry) throw new Fault<EventsCode>('booking-unknown');
        return await showEntry(context, request, reply, code, entry, { until: null });
      } catch (error) {
        const { fault, status, code } = told(request, error, EVENTS_STATUS);
        const day = await oneDay(context, context.store.read, mark);
        const wrong = { [OF_PARTY.has(code) ? 'party' : 'time']: fault };
        return reply.page(
          <DayPage
            {...{ context, request, day, wrong }}
            {...(await walkIns(day))}
            entering={{ party, times }}
          />,
          status,
        );
      }
    },
    BOOKING_LIMIT,
  );
  post(
    app,
    `${BOOKING_PATH}/leave-draw`,
    leaveBody,
    async (request, reply, { code }) => {
      throttle();
      const { read } = context.store;
      const entry = await findEntry(context, read, code);
      if (!entry) throw new Fault<EventsCode>('booking-unknown');
      await leaveDraw(context, entry).catch((error: unknown) => {
        // What it came to is on the page of the code.
        if (!isFault(error) || error.code !== 'draw-closed') throw error;
      });
      const now = (await findEntry(context, read, code)) ?? entry;
      if (now.withdrawn) await forgetContact(context, code);
      const contact = { until: await contactOf(context, read, code) };
      return showEntry(context, request, reply, code, now, contact);
    },
    BOOKING_LIMIT,
  );
  app.get(`${EVENTS_PATH}/:mark/draw.json`, { config: { anyone: true } }, async (request, reply) => {
    const data = await drawData(context, markOf(request));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
  });
}

/** The entry of a code that has no booking: it waits for the draw, left it, or came away without places. */
export async function lostOrWaiting(
  context: Pick<Context, 'secrets'>,
  read: Reader,
  typed: string,
): Promise<Entry | undefined> {
  const entry = await findEntry(context, read, typed);
  return entry && entry.given === null ? entry : undefined;
}

export async function showEntry(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  entry: Entry,
  contact: ContactView,
  status = 200,
): Promise<unknown> {
  const { read } = context.store;
  const day = await oneDay(context, read, await markOfDay(read, entry.event));
  return reply.page(<EntryPage {...{ context, request, day, code, entry, contact }} frame={Frame} />, status);
}

export async function markOfDay(read: Reader, event: string): Promise<string> {
  const row = await read
    .selectFrom('event_days')
    .select('mark')
    .where('id', '=', event)
    .executeTakeFirstOrThrow();
  return row.mark;
}

/**
 * The promise; once it is drawn the number itself, and the lots in their order as long as they exist. How many people a lot is and
 * which times suit them is not in it: with the time it got, that is where a family of four will be. So the order alone can be drawn
 * again, and the file says so.
 */
async function drawData(context: Context, mark: string): Promise<unknown> {
  const { read } = context.store;
  const { id, draw, day } = await oneDay(context, read, mark);
  if (!draw) throw new Fault<EventsCode>('event-unknown');
  const promised = { v: 1, day, mark, promise: promiseOf(draw.seed), closesAt: draw.closes_at.toISOString() };
  if (draw.drawn_on === null) return promised;
  const rows = await read
    .selectFrom('event_entries')
    .select(['id', 'rank', 'given'])
    .where('event', '=', id)
    .where('rank', 'is not', null)
    .orderBy('rank')
    .execute();
  const lots = rows.map((row) => ({ id: row.id, rank: row.rank ?? 0, starts: row.given }));
  const { drawn_on: drawnOn, entered, people, won } = draw;
  return {
    ...promised,
    ...{ drawnOn, entered, people, won },
    again: 'order-only',
    seed: Buffer.from(draw.seed).toString('hex'),
    digest: lots.length === entered ? drawDigest(draw.seed, lots) : null,
    lots: lots.map(({ id: lot, starts }) => ({ lot, starts })),
  };
}
