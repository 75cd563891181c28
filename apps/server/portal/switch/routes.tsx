import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { lostToReview, unopenable } from '../../review/service.ts';
import { orSignIn, type Role, requireStaff, staffPage } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { intakeNow, isSuspended } from './intake.ts';
import { intentPath, readIntent, type Wish } from './intent.ts';
import { ONLINE_PATH, OnlinePage } from './online-page.tsx';
import { setSwitch } from './set-switch.ts';
import { words } from './words.ts';

/** Whoever may stop intake. */
const MANAGERS: readonly Role[] = ['administrator', 'records-officer'];
export const switchBody = z.strictObject({ suspended: z.enum(['yes', 'no']) });

/** The staff page that stops intake at once, and takes it up again. */
export function switchRoutes(context: Context): OfficeRoutes {
  const carryOut = async (request: FastifyRequest, reply: FastifyReply, wish: Wish, next: string) => {
    const session = await orSignIn(request, reply, next, () =>
      requireStaff(context, request, 'staff', MANAGERS, { fresh: true }),
    );
    if (!session) return reply;
    const change = { suspended: wish === 'stop', by: session.staffId };
    await context.store.write((tx) => setSwitch(context, tx, change));
    return reply.redirect(withLanguage(ONLINE_PATH, request.language), 303);
  };
  return {
    words,
    staff: (app) => {
      staffPage(context, app, ONLINE_PATH, MANAGERS, async (request, reply, session) => {
        const intake = await intakeNow(context);
        const suspended = await isSuspended(context.store.read);
        const stuck = await unopenable(context.store.read, await lostToReview(context, context.store.read));
        return reply.page(<OnlinePage {...{ context, request, session, intake, suspended, stuck }} />);
      });
      post(app, ONLINE_PATH, switchBody, async (request, reply, body) => {
        const who = await orSignIn(request, reply, ONLINE_PATH, () =>
          requireStaff(context, request, 'staff', MANAGERS),
        );
        if (!who) return reply;
        const wish = body.suspended === 'yes' ? 'stop' : 'resume';
        return carryOut(request, reply, wish, intentPath(context, who.staffId, wish));
      });
      // Where a touch of the passkey leads that came between the press and its effect: one press is enough.
      app.get<{ Params: Record<'wish' | 'until' | 'mac', string> }>(
        `${ONLINE_PATH}/:wish/:until/:mac`,
        async (request, reply) => {
          const who = await orSignIn(request, reply, ONLINE_PATH, () =>
            requireStaff(context, request, 'staff', MANAGERS),
          );
          if (!who) return reply;
          const wish = readIntent(context, who.staffId, request.params);
          if (!wish) return reply.redirect(withLanguage(ONLINE_PATH, request.language), 303);
          return carryOut(request, reply, wish, ONLINE_PATH);
        },
      );
    },
  };
}
