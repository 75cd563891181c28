import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { withOneAlone, worksAlone } from '../../review/service.ts';
import { today } from '../draft.ts';
import { onTo, sessionOr } from '../routes/turn.ts';
import { lastNoticeDay } from './beside.tsx';
import { counselSays, counselTells } from './counsel.tsx';
import { deskCopyHours } from './desk-copy.ts';
import { ExistsPage, shownOf } from './exists-page.tsx';
import { FollowPage } from './follow-page.tsx';
import { lostIn, lostKinds } from './lost.ts';
import { EXISTS_PATH, FOLLOW_PATH, PICK_UP_PATH } from './paths.ts';
import { headOf } from './stands.ts';
import { PickUpPage } from './steps-pages.tsx';
import { ownerOf } from './turn.ts';
import { awaitingOf } from './waits.ts';
import { doneOf } from './write.ts';

/** How it stands, what exists, and the sheet for the desk. */
export function followRoutes(context: Context, app: FastifyInstance): void {
  const { store, vault } = context;
  app.get<{ Querystring: { done?: string } }>(FOLLOW_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const heads = await vault.heads(store.read, session.application.id);
    const done = doneOf(request.query);
    const alone = await worksAlone(store.read);
    const kinds = heads.map(({ kind }) => kind);
    const told = await counselTells(context, request, kinds, session.application);
    const keysLost = await lostIn(context, session.application.id, heads);
    return reply.page(
      <FollowPage
        {...{ context, request, session, heads, done, alone, told, keysLost }}
        on={today(context)}
      />,
    );
  });
  app.get(EXISTS_PATH, async (request, reply) => {
    // Of a draft as well; and to whoever helped, nothing once it is sent.
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    if (session.application.state !== 'draft' && !(await ownerOf(context, request, reply))) return reply;
    const heads = await vault.heads(store.read, session.application.id);
    const kinds = heads.map(({ kind }) => kind);
    const said = await counselSays(context, request, kinds, session.application);
    const withOne = withOneAlone(session.application);
    const on = today(context);
    const noticesUntil = await lastNoticeDay(store.read, session.application.id, on);
    const deskHours = await deskCopyHours(context, session.application.state);
    const awaiting = await awaitingOf(context, session.application.id);
    const shown = shownOf(heads, on, awaiting);
    const lost = await lostKinds(context, session.application.id, shown);
    const found = { heads, shown, lost, said, withOne, noticesUntil, deskHours, on };
    return reply.page(<ExistsPage {...{ context, request, session, ...found }} />);
  });
  app.get(PICK_UP_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const heads = await vault.heads(store.read, session.application.id);
    const card = headOf(heads, 'card', today(context));
    const lost = await lostIn(context, session.application.id, heads);
    if (session.application.state !== 'approved' || !card || session.file === null || lost)
      return onTo(request, reply, FOLLOW_PATH);
    const { id, endsOn } = card;
    return reply.page(
      <PickUpPage {...{ context, request, session, endsOn }} record={id} share={session.file} />,
    );
  });
}
