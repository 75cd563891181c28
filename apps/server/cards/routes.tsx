import { readSerial, readSlipSecret } from '@commonkey/credential';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { orSignIn, requireStaff, staffPage } from '../staff/service.ts';
import { CARD_STATUS } from './errors.ts';
import { ReportLostPage, RevokePage } from './pages.tsx';
import { revoke } from './revoke.ts';
import { words } from './words.ts';

/** Guessing is hopeless at 80 bits; the limit keeps anybody from making the database work for nothing. */
const LOST_LIMIT = { burst: 10, perMinute: 10 };

/** As people type them: blanks and hyphens anywhere. What is no number or secret is answered on the page. */
const typed = z
  .string()
  .max(60)
  .regex(/^[0-9A-Za-z \-\u2010-\u2015]*$/);
export const lostBody = z.strictObject({ number: typed, secret: typed });
export const counterBody = z.strictObject({ number: typed });

/** The register's doors: holders with number and secret, officers with the card in hand. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: CARD_STATUS,
    words,
    public: (app) => {
      app.get('/report-lost', (request, reply) =>
        reply.page(<ReportLostPage {...{ context, request }} outcome="asked" />),
      );
      post(
        app,
        '/report-lost',
        lostBody,
        async (request, reply, body) => {
          const [serial, secret] = [readSerial(body.number), readSlipSecret(body.secret)];
          if (serial === undefined || secret === undefined)
            return reply.page(
              <ReportLostPage {...{ context, request }} outcome="not-read" typed={body} />,
              422,
            );
          const matched = await context.store.write((tx) =>
            revoke(context, tx, { serial, by: 'slip', secret }),
          );
          const outcome = matched ? 'done' : 'not-matched';
          const page = <ReportLostPage {...{ context, request, outcome }} typed={body} />;
          return reply.page(page, matched ? 200 : 422);
        },
        LOST_LIMIT,
      );
    },
    staff: (app) => {
      staffPage(context, app, '/cards', ['cards-officer'], async (request, reply, session) =>
        reply.page(<RevokePage {...{ context, request, session }} outcome="asked" />),
      );
      post(app, '/cards/revoke', counterBody, async (request, reply, body) => {
        const session = await orSignIn(request, reply, '/cards', () =>
          requireStaff(context, request, 'staff', ['cards-officer'], { fresh: true }),
        );
        if (!session) return reply;
        const serial = readSerial(body.number);
        if (serial === undefined)
          return reply.page(<RevokePage {...{ context, request, session }} outcome="not-read" />, 422);
        const matched = await context.store.write((tx) => revoke(context, tx, { serial, by: 'card' }));
        const outcome = matched ? 'done' : 'not-matched';
        return reply.page(<RevokePage {...{ context, request, session, outcome }} />, matched ? 200 : 422);
      });
    },
  };
}
