import { PassThrough } from 'node:stream';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { addSheet } from '../../ui/add-sheet.ts';
import { DOOR_STATUS, type DoorCode } from '../door/errors.ts';
import { repeatable } from '../door/numbers.ts';
import { MARK } from '../paths.ts';
import { BOARD_PATH, BOARD_SCRIPT, BOARD_STYLE, BoardPage } from './board-page.tsx';
import { script } from './browser/build.ts';
import { type Hub, openHub } from './hub.ts';
import { lookUp } from './ticket.ts';
import { TICKET_PATH, TICKET_SCRIPT, TicketPage } from './ticket-page.tsx';
import { words } from './words.ts';

/** As people type them: blanks and hyphens anywhere. */
export const ticketBody = z.strictObject({
  code: z
    .string()
    .max(30)
    .regex(/^[0-9A-Za-z \-\u2010-\u2015]*$/),
});

/** Phones at an event share a network: a code has 45 random bits, and a hall of people may look at once. */
const LOOK_LIMIT = { burst: 300, perMinute: 300 };
/** Screens of a hall share one as well. */
const SCREENS_LIMIT = { burst: 1_500, perMinute: 1_500 };
/** More screens than this belong to no hall; each holds a line open. */
const MOST_SCREENS = 2_000;
/** A screen hears something at least so often, and so knows that the line lives. */
const BEAT_MS = 10_000;
/** A screen that takes nothing is let go: it comes back by itself. */
const MOST_UNREAD = 512 * 1024;

/** What everybody may see of a door: the queue board, and the place of a ticket by its code. */
export function boardRoutes(context: Context): OfficeRoutes {
  return {
    statuses: DOOR_STATUS,
    words,
    public: (app) => {
      const hub = openHub(context);
      app.addHook('onClose', async () => hub.close());
      addSheet(app, BOARD_STYLE, [new URL('./board.css', import.meta.url)]);
      addScript(app, BOARD_SCRIPT, 'board');
      addScript(app, TICKET_SCRIPT, 'ticket');
      addBoard(context, app, hub);
      addTicket(context, app);
    },
  };
}

function addBoard(context: Context, app: FastifyInstance, hub: Hub): void {
  const config = { limit: SCREENS_LIMIT };
  app.get<{ Params: { mark: string } }>(`${BOARD_PATH}/:mark`, { config }, async (request, reply) => {
    const mark = markOf(request.params.mark);
    const snapshot = await hub.snapshot(mark);
    const languages = languagesOf(request, snapshot.spoken);
    const turn = Number(/^\d{1,2}$/.exec(queryOf(request).get('turn') ?? '')?.[0] ?? 0);
    return reply.page(<BoardPage {...{ context, request, mark, snapshot, languages, turn }} />);
  });
  const streams = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
  });
  app.get<{ Params: { mark: string } }>(`${BOARD_PATH}/:mark/stream`, { config }, async (request, reply) => {
    const mark = markOf(request.params.mark);
    const languages = languagesOf(request, (await hub.snapshot(mark)).spoken);
    if (streams.size >= MOST_SCREENS) throw new Fault<DoorCode>('board-full');
    const stream = new PassThrough();
    const send = (event: string, data: string) => {
      if (stream.writableLength > MOST_UNREAD) stream.destroy();
      else stream.write(`event: ${event}\ndata: ${data}\n\n`);
    };
    const leave = await hub.watch(mark, languages, (message) => send('board', message));
    const beat = setInterval(() => send('beat', '1'), BEAT_MS);
    beat.unref();
    streams.add(stream);
    stream.once('close', () => {
      clearInterval(beat);
      leave();
      streams.delete(stream);
    });
    request.raw.once('close', () => stream.destroy());
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}

function addTicket(context: Context, app: FastifyInstance): void {
  app.get(TICKET_PATH, (request, reply) => reply.page(<TicketPage {...{ context, request }} />));
  post(
    app,
    TICKET_PATH,
    ticketBody,
    async (request, reply, { code: typed }) => {
      try {
        const ticket = await lookUp(context, typed);
        return reply.page(<TicketPage {...{ context, request, ticket, typed }} />);
      } catch (error) {
        if (!isFault(error) || error.code !== 'ticket-unknown') throw error;
        const wrong = request.say('fault.ticket-unknown');
        const kept = repeatable(typed) ? { typed } : {};
        return reply.page(<TicketPage {...{ context, request, wrong, ...kept }} />, 404);
      }
    },
    LOOK_LIMIT,
  );
}

const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.url, 'http://board').searchParams;

function markOf(mark: string): string {
  if (!MARK.test(mark)) throw new Fault<DoorCode>('door-unknown');
  return mark;
}

/** Those that are asked for; else one that was chosen; else what is spoken there, taking turns. */
function languagesOf(request: FastifyRequest, spoken: readonly string[]): readonly [string, ...string[]] {
  const query = queryOf(request);
  const known = (tags: readonly string[]) => request.languages.filter((tag) => tags.includes(tag));
  const asked = known((query.get('langs') ?? '').split(','));
  const [first, ...others] =
    asked.length > 0 ? asked : query.has('lang') ? [request.language] : known(spoken);
  return [first ?? request.language, ...others];
}

function addScript(app: FastifyInstance, url: string, name: 'board' | 'ticket'): void {
  app.get(url, { config: { limit: SCREENS_LIMIT } }, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await script(name)),
  );
}
