import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/**
 * A style sheet of several files at one address: the same for everybody, so it may stay in a cache. Offices that share an origin may
 * each ask for it.
 * @param files in the order in which they count
 */
export function addSheet(app: FastifyInstance, url: string, files: readonly (string | URL)[]): void {
  if (app.hasRoute({ method: 'GET', url })) return;
  const sheet = Promise.all(files.map((name) => readFile(name, 'utf8')));
  app.get(url, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type('text/css; charset=utf-8')
      .send((await sheet).join('\n')),
  );
}

/** Of every page that shows a code to keep. */
export const CODE_SHEET = new URL('./code-sheet.css', import.meta.url);
