import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { confirmRoutes } from './confirm-routes.tsx';
import { LEGAL_STATUS } from './errors.ts';
import { exposureRoutes } from './exposure/routes.tsx';
import { addStyle } from './frame.tsx';
import { holdRoutes } from './hold-routes.tsx';
import { TELLING_STATUS } from './notice/errors.ts';
import { noticeRoutes } from './notice/routes.tsx';
import { placeRoutes } from './place-routes.tsx';
import { words } from './words.ts';

/** The law department's office: holds, placed by anybody of staff, kept and lifted by the law; and what a demand would get. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...LEGAL_STATUS, ...TELLING_STATUS },
    words,
    staff: (app) => {
      addStyle(app);
      placeRoutes(context, app);
      holdRoutes(context, app);
      confirmRoutes(context, app);
      noticeRoutes(context, app);
      exposureRoutes(context, app);
    },
  };
}
