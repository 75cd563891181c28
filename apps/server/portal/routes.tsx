import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { addSheet, CODE_SHEET } from '../ui/add-sheet.ts';
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
      addSheet(app, APPLY_STYLE, [new URL('./apply.css', import.meta.url), CODE_SHEET]);
      beginRoutes(context, app);
      askRoutes(context, app);
      pictureRoutes(context, app, theFence);
      sendRoutes(context, app);
      afterRoutes(context, app, theFence);
    },
  };
}
