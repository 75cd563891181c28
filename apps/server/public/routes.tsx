import { portalRules } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { LIST_TTL, publishedList } from '../cards/service.ts';
import type { Context } from '../context.ts';
import type { HttpCode } from '../http/errors.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { KEEPER_STATUS } from '../keeper/errors.ts';
import { anyWithOneAlone, whoOpens } from '../review/service.ts';
import { addHeldStyle } from '../ui/held-style.ts';
import { addForecast } from './forecast/routes.tsx';
import { heldData } from './held/data.ts';
import { observer } from './held/observe.ts';
import { HoldingsPage } from './holdings-page.tsx';
import { addNotices } from './notices/routes.tsx';
import { DATA_PATH, HOLDINGS_PATH } from './paths.ts';
import { addStatistics } from './statistics/routes.tsx';
import { trustOf } from './trust.ts';
import { words } from './words.ts';

const FILE_LIMIT = { burst: 600, perMinute: 600 };
/** A verifier may keep its copy; the file itself says until when it counts. */
const KEYS_AGE = 300;

/** What anybody may read: keys, status lists, what is held. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { 'keeper-silent': KEEPER_STATUS['keeper-silent'] ?? 503 },
    words,
    public: (app) => {
      addFiles(context, app);
      addForecast(context, app);
      addHeld(context, app);
      addNotices(context, app);
      addStatistics(context, app);
    },
    // Copies, so that a desk or a verifier on its own origin asks nobody else.
    desk: (app) => addFiles(context, app),
    verify: (app) => addFiles(context, app),
  };
}

/** What is held, as a page and as data: one look at it serves all who ask within a minute. */
function addHeld(context: Context, app: FastifyInstance): void {
  const look = observer(context);
  addHeldStyle(app);
  app.get(HOLDINGS_PATH, async (request, reply) => {
    const online = portalRules(context.program.program) !== null;
    const alone = online && (await whoOpens(context.store.read, context.program.program)).alone;
    const withOne = online && (await anyWithOneAlone(context.store.read));
    return reply.page(<HoldingsPage {...{ context, request, alone, withOne }} observed={await look()} />);
  });
  app.get(DATA_PATH, { config: { anyone: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(heldData(context, await look()))),
  );
}

function addFiles(context: Context, app: FastifyInstance): void {
  const config = { anyone: true, limit: FILE_LIMIT };
  const keys = async (_request: unknown, reply: FastifyReply) =>
    open(reply, KEYS_AGE)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(await trustOf(context)));
  app.get('/trust.json', { config }, keys);
  // A JWK Set (RFC 7517 section 5) is any object with `keys`: other members must be ignored by those who do not know them.
  app.get('/.well-known/jwks.json', { config }, keys);
  app.get<{ Params: { list: string } }>('/status/:list', { config }, async (request, reply) => {
    const list = Number(/^[1-9][0-9]{0,6}$/.exec(request.params.list)?.[0] ?? 0);
    const bytes = list > 0 ? await publishedList(context, list) : undefined;
    if (!bytes) throw new Fault<HttpCode>('not-found');
    return open(reply, Math.min(LIST_TTL, KEYS_AGE))
      .type('application/statuslist+cwt')
      .send(Buffer.from(bytes));
  });
}

function open(reply: FastifyReply, seconds: number): FastifyReply {
  return reply.header('cache-control', `public, max-age=${seconds}`).header('vary', 'accept-encoding');
}
