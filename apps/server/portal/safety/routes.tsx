import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { LEAVE_PATH, LEAVE_SCRIPT, LEAVING_PATH } from '../../ui/exit.tsx';
import { type PortalScript, portalScript } from '../browser/build.ts';
import { PORTAL_SCRIPT } from '../browser/script.ts';
import { leave } from './leave.tsx';
import { LeavingPage } from './leaving-page.tsx';
import { words } from './words.ts';

/** Leaving is never refused for having been asked too often. */
const ALWAYS = { burst: 100_000, perMinute: 100_000 };
const SCRIPTS: readonly (readonly [string, PortalScript])[] = [
  [LEAVE_SCRIPT, 'leave'],
  [PORTAL_SCRIPT, 'portal'],
];

/** The way out of every public page, its explanation, and the scripts of the residents' pages. */
export function safetyRoutes(context: Context): OfficeRoutes {
  return {
    words,
    public: (app) => {
      app.get(LEAVE_PATH, { config: { limit: ALWAYS } }, (request, reply) => leave(context, request, reply));
      app.get(LEAVING_PATH, (request, reply) => reply.page(<LeavingPage {...{ context, request }} />));
      for (const [address, name] of SCRIPTS)
        app.get(address, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
          reply
            .header('cache-control', 'public, max-age=3600')
            .header('vary', 'accept-encoding')
            .type('text/javascript; charset=utf-8')
            .send(await portalScript(name)),
        );
    },
  };
}
