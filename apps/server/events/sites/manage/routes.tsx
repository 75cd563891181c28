import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { orSignIn, type Role, requireStaff, staffPage, typedPost } from '../../../staff/service.ts';
import { SITE_REASONS } from '../../../store/tables/sites.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { NEW_DAY_PATH } from '../../calendar/paths.ts';
import { answerSite, siteRequests } from '../ask.ts';
import { SITES_PATH } from '../paths.ts';
import { SitesPage } from './page.tsx';

const MANAGERS: readonly Role[] = ['event-manager'];

export const acceptBody = z.strictObject({ id: z.uuid() });
export const declineBody = z.strictObject({ id: z.uuid(), reason: z.enum(SITE_REASONS) });

/** Answers to organisations that asked for a day. */
export function addAsked(context: Context, app: FastifyInstance): void {
  staffPage(context, app, SITES_PATH, MANAGERS, async (request, reply, session) => {
    const sites = await siteRequests(context.store.read);
    return reply.page(<SitesPage {...{ context, request, session, sites }} />);
  });
  typedPost(context, app, `${SITES_PATH}/accept`, acceptBody, async (request, reply, { id }) => {
    const session = await orSignIn(request, reply, SITES_PATH, () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    if (!session) return reply;
    await answerSite(context, id, null);
    return reply.redirect(withLanguage(`${NEW_DAY_PATH}?site=${id}`, request.language), 303);
  });
  typedPost(context, app, `${SITES_PATH}/decline`, declineBody, async (request, reply, { id, reason }) => {
    const session = await orSignIn(request, reply, SITES_PATH, () =>
      requireStaff(context, request, 'staff', MANAGERS),
    );
    if (!session) return reply;
    await answerSite(context, id, reason);
    return reply.redirect(withLanguage(SITES_PATH, request.language), 303);
  });
}
