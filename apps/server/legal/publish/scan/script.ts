import type { FastifyInstance } from 'fastify';
import { pageScript } from '../../../ui/page-script.ts';

export const REDACT_SCRIPT = '/assets/redact.js';

/** The one script of covering a scan. */
export function addRedactScript(app: FastifyInstance): void {
  app.get(REDACT_SCRIPT, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await pageScript(new URL('./browser/redact.ts', import.meta.url))),
  );
}
