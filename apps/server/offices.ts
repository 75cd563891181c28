import { routes as cards } from './cards/routes.tsx';
import type { Context } from './context.ts';
import { routes as desks } from './desks/routes.tsx';
import { boardRoutes } from './events/board/routes.tsx';
import { calendarRoutes } from './events/calendar/routes.tsx';
import { doorRoutes } from './events/door/routes.tsx';
import { managerRoutes } from './events/manager/routes.tsx';
import { routes as events } from './events/routes.tsx';
import type { OfficeRoutes } from './http/origin.ts';
import { routes as keys } from './keeper/routes.ts';
import { routes as ledger } from './ledger/routes.tsx';
import { clockRoutes } from './legal/clocks/routes.tsx';
import { routes as demands } from './legal/demands/routes.tsx';
import { publishRoutes } from './legal/publish/routes.tsx';
import { publicRecordsRoutes } from './legal/requests/proactive/routes.tsx';
import { requestRoutes } from './legal/requests/routes.tsx';
import { routes as legal } from './legal/routes.tsx';
import { trackRoutes } from './legal/tracks/routes.tsx';
import { routes as papers } from './papers/routes.tsx';
import { routes as portal } from './portal/routes.tsx';
import { safetyRoutes } from './portal/safety/routes.tsx';
import { takesNew } from './portal/switch/intake.ts';
import { switchRoutes } from './portal/switch/routes.tsx';
import { routes as publicOffice } from './public/routes.tsx';
import { noticesToday } from './public/service.ts';
import { reviewRoutes } from './questions/reviews/routes.tsx';
import { routes as questions } from './questions/routes.tsx';
import { routes as records } from './records/routes.tsx';
import { routes as register } from './register/routes.tsx';
import { routes as review } from './review/routes.tsx';
import { routes as sharing } from './sharing/routes.tsx';
import { routes as staff } from './staff/routes.tsx';
import { routes as frontDoor } from './ui/routes.tsx';
import { routes as vault } from './vault/routes.ts';

/** Every office, in the order its routes are put on the origins. */
export const OFFICES: readonly ((context: Context) => OfficeRoutes)[] = [
  (context) =>
    frontDoor(
      context,
      () => takesNew(context),
      async () => (await noticesToday(context)).length > 0,
    ),
  (context) => papers(context, () => takesNew(context)),
  events,
  doorRoutes,
  boardRoutes,
  calendarRoutes,
  managerRoutes,
  portal,
  safetyRoutes,
  switchRoutes,
  staff,
  desks,
  cards,
  review,
  records,
  legal,
  demands,
  publishRoutes,
  requestRoutes,
  trackRoutes,
  clockRoutes,
  publicRecordsRoutes,
  publicOffice,
  register,
  sharing,
  questions,
  reviewRoutes,
  ledger,
  keys,
  vault,
];
