import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { LEAVE_PATH, LEAVE_SCRIPT, LEAVING_PATH } from '../../ui/exit.tsx';
import { type PortalScript, portalScript } from '../browser/build.ts';
import { PORTAL_SCRIPT, PORTAL_STYLE } from '../browser/script.ts';
import { addClock } from './clock.tsx';
import { leave } from './leave.tsx';
import { LeavingPage } from './leaving-page.tsx';
import { words } from './words.ts';

/** Leaving is never refused for having been asked too often. */
const ALWAYS = { burst: 100_000, perMinute: 100_000 };
const SCRIPTS: readonly (readonly [string, PortalScript])[] = [
  [LEAVE_SCRIPT, 'leave'],
  [PORTAL_SCRIPT, 'portal'],
];

const STYLE = fileURLToPath(new URL('../browser/portal.css', import.meta.url));

/** The way out of every public page, its explanation, and the scripts of the residents' pages. */
export function safetyRoutes(context: Context): OfficeRoutes {
  return {
    words,
    public: (app) => {
      app.get(LEAVE_PATH, { config: { limit: ALWAYS } }, (request, reply) => leave(context, request, reply));
      app.get(LEAVING_PATH, (request, reply) => reply.page(<LeavingPage {...{ context, request }} />));
      addClock(context, app);
      for (const [address, name] of SCRIPTS)
        asset(app, address, 'text/javascript; charset=utf-8', () => portalScript(name));
      asset(app, PORTAL_STYLE, 'text/css; charset=utf-8', () => readFile(STYLE, 'utf8'));
    },
  };
}

/** The same for everybody, so it may stay in a cache, until somebody leaves. */
function asset(app: FastifyInstance, address: string, type: string, make: () => Promise<string>): void {
  app.get(address, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type(type)
      .send(await make()),
  );
}
