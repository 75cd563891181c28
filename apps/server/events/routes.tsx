import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { addSheet, CODE_SHEET } from '../ui/add-sheet.ts';
import { together } from '../ui/catalogues.ts';
import { EVENTS_STYLE } from './booking/days-page.tsx';
import { addBooking } from './booking/routes.tsx';
import { EVENTS_STATUS } from './errors.ts';
import { HELPERS_STATUS } from './helpers/errors.ts';
import { words as helpersWords } from './helpers/words.ts';
import { addSites } from './sites/routes.tsx';
import { words as siteWords } from './sites/words.ts';
import { words } from './words.ts';

/** Event days: announced to everybody, booked by a code that says nothing of anybody. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...EVENTS_STATUS, ...HELPERS_STATUS },
    words: together(words, helpersWords, siteWords),
    public: (app) => {
      addSheet(app, EVENTS_STYLE, [new URL('./events.css', import.meta.url), CODE_SHEET]);
      addBooking(context, app);
      addSites(context, app);
    },
  };
}
