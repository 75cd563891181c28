import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { together } from '../ui/catalogues.ts';
import { UPLOAD_STATUS } from '../uploads/errors.ts';
import { type Fence, openFence } from '../uploads/fence.ts';
import { uploadWords } from '../uploads/words.ts';
import { afterRoutes } from './after/routes.tsx';
import { words as afterWords } from './after/words.ts';
import { PORTAL_READS, PORTAL_STATUS } from './errors.ts';
import { APPLY_STYLE } from './frame.tsx';
import { askRoutes } from './routes/ask.tsx';
import { beginRoutes } from './routes/begin.tsx';
import { pictureRoutes } from './routes/pictures.tsx';
import { sendRoutes } from './routes/send.tsx';
import { words } from './words.ts';

/** A resident's application from the start page to the confirmation. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...PORTAL_STATUS, ...UPLOAD_STATUS },
    readsAs: PORTAL_READS,
    words: together(words, uploadWords, afterWords),
    public: (app) => {
      let fence: Promise<Fence> | undefined;
      // Opened with the first picture, one for the process; its children end with the server.
      const theFence = () => {
        fence ??= openFence();
        return fence;
      };
      app.addHook('onClose', async () => (await fence)?.close());
      style(app);
      beginRoutes(context, app);
      askRoutes(context, app);
      pictureRoutes(context, app, theFence);
      sendRoutes(context, app);
      afterRoutes(context, app, theFence);
    },
  };
}

/** The same for everybody, so it may stay in a cache, until somebody leaves. */
function style(app: FastifyInstance): void {
  const sheet = readFile(new URL('./apply.css', import.meta.url), 'utf8');
  app.get(APPLY_STYLE, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type('text/css; charset=utf-8')
      .send(await sheet),
  );
}
