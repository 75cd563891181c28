import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';

const require = createRequire(import.meta.url);

/** The sheet of the pages on what is held, shared and asked, with their charts: no page that a resident needs loads it. */
export const HELD_STYLE = '/assets/held.css';

/** The same for everybody, so it may stay in a cache. Offices that share an origin may each ask for it. */
export function addHeldStyle(app: FastifyInstance): void {
  if (app.hasRoute({ method: 'GET', url: HELD_STYLE })) return;
  const sheet = Promise.all(
    ['@commonkey/look/chart.css', './held.css'].map((name) => readFile(require.resolve(name), 'utf8')),
  );
  app.get(HELD_STYLE, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type('text/css; charset=utf-8')
      .send((await sheet).join('\n')),
  );
}
