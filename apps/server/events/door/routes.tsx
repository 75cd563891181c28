import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { addSheet } from '../../ui/add-sheet.ts';
import { BOARD_STYLE } from '../board/board-page.tsx';
import { script } from '../board/browser/build.ts';
import { DOOR_SCRIPT } from './door-pages.tsx';
import { DOOR_STATUS } from './errors.ts';
import { addDoor } from './give-routes.tsx';
import { addStations } from './station-routes.tsx';
import { words } from './words.ts';

/** The door of an event day, for those who stand there. */
export function doorRoutes(context: Context): OfficeRoutes {
  return {
    statuses: DOOR_STATUS,
    words,
    staff: (app) => {
      addSheet(app, BOARD_STYLE, [new URL('../board/board.css', import.meta.url)]);
      app.get(DOOR_SCRIPT, async (_request, reply) =>
        reply
          .type('text/javascript; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(await script('door')),
      );
      addDoor(context, app);
      addStations(context, app);
    },
  };
}
