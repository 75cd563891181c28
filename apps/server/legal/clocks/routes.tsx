import { plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { orSignIn, requireStaff, type Session, staffPage, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { today } from '../review.ts';
import { CLOCK_ROLES, runningClocks } from './clocks.ts';
import { CLOCKS_PATH, ClocksPage } from './clocks-page.tsx';
import { CLOCKS_STATUS, type ClocksCode } from './errors.ts';
import { feedCalendar, feedOf, makeFeed, revokeFeed } from './feed.ts';
import { words } from './words.ts';

const nothing = z.strictObject({});
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Every clock of the law department on one page, and as a calendar without content. */
export function clockRoutes(context: Context): OfficeRoutes {
  return {
    statuses: CLOCKS_STATUS,
    words,
    staff: (app) => {
      staffPage(context, app, CLOCKS_PATH, CLOCK_ROLES, (request, reply, session) =>
        show(context, request, reply, session),
      );
      typedPost(context, app, `${CLOCKS_PATH}/feed`, nothing, async (request, reply) => {
        const session = await fresh(context, request, reply);
        if (!session) return reply;
        const token = await makeFeed(context, session.staffId);
        const { origin } = context.config.origins.staff;
        reply.header('cache-control', 'no-store');
        return show(context, request, reply, session, `${origin}${CLOCKS_PATH}/feed/${token}/calendar.ics`);
      });
      typedPost(context, app, `${CLOCKS_PATH}/feed/revoke`, nothing, async (request, reply) => {
        const session = await fresh(context, request, reply);
        if (!session) return reply;
        await revokeFeed(context, session.staffId);
        return reply.redirect(withLanguage(CLOCKS_PATH, request.language), 303);
      });
      // A calendar program has no passkey: the address is what it has.
      app.get<{ Params: { token: string } }>(
        `${CLOCKS_PATH}/feed/:token/calendar.ics`,
        { config: { limit: { burst: 20, perMinute: 10 } } },
        async (request, reply) => {
          const { token } = request.params;
          if (!TOKEN.test(token)) throw new Fault<ClocksCode>('feed-unknown');
          const text = await feedCalendar(context, token, request.say('clocks.word'));
          return reply
            .type('text/calendar; charset=utf-8')
            .header('cache-control', 'private, no-store')
            .header('referrer-policy', 'no-referrer')
            .send(text);
        },
      );
    },
  };
}

const fresh = (context: Context, request: FastifyRequest, reply: FastifyReply) =>
  orSignIn(request, reply, CLOCKS_PATH, () =>
    requireStaff(context, request, 'staff', CLOCK_ROLES, { fresh: true }),
  );

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  address?: string,
) {
  const ends = await feedOf(context, session.staffId);
  return reply.page(
    <ClocksPage
      {...{ context, request, session }}
      clocks={await runningClocks(context, session.roles)}
      today={today(context)}
      feedEnds={ends && plainDateIn(context.program.program.city.timeZone, ends)}
      {...(address === undefined ? {} : { address })}
    />,
  );
}
