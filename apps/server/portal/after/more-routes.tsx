import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { uploadFault } from '../../uploads/errors.ts';
import type { Fence } from '../../uploads/fence.ts';
import { postUpload } from '../../uploads/multipart.ts';
import { today } from '../draft.ts';
import { refusalOf } from '../pages/upload-trouble.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import { daysOf, openFor, passOn } from './added.ts';
import { MoreListPage, MorePage } from './more-page.tsx';
import { addPapers, handBack } from './papers.ts';
import { FOLLOW_PATH, MORE_PATH } from './paths.ts';
import { isLate } from './stands.ts';
import { ownerOf } from './turn.ts';
import { ledOn } from './write.ts';

const UPLOAD_LIMIT = { burst: 20, perMinute: 10 };
type WithNeed = { Params: { need: string } };
const nothing = z.strictObject({});

/** Another paper: where a reviewer asked for one, or before an appeal. */
export function moreRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get(MORE_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const { needs } = await openFor(context, session);
    if (needs.length === 0) return onTo(request, reply, FOLLOW_PATH);
    return reply.page(<MoreListPage {...{ context, request, session, needs }} />);
  });
  app.get<WithNeed>(`${MORE_PATH}/:need`, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const { needs } = await openFor(context, session);
    const need = needOf(needs, request);
    if (need === undefined) return onTo(request, reply, FOLLOW_PATH);
    const days = await daysOf(context, session);
    return reply.page(<MorePage {...{ context, request, session, need, ...days }} />);
  });
  postUpload(
    app,
    `${MORE_PATH}/:need`,
    nothing,
    async (request, reply, read) => {
      const session = await ownerOf(context, request, reply);
      if (!session) return reply;
      const { needs, states } = await openFor(context, session);
      const need = needOf(needs, request);
      if (need === undefined) return onTo(request, reply, await tooLate(context, session));
      try {
        const { file } = await read();
        if (file === null) throw uploadFault('upload-none');
        const { pages } = await (await fence()).picture(file, 'paper');
        const jpegs = pages.map(({ jpeg }) => jpeg);
        const added = await addPapers(context, session, need, jpegs, states);
        if (!added) return onTo(request, reply, FOLLOW_PATH);
      } catch (error) {
        const { trouble, status } = refusalOf(request.say, error, 'paper');
        const days = await daysOf(context, session);
        return reply.page(<MorePage {...{ context, request, session, need, ...days, trouble }} />, status);
      }
      const done = await passOn(context, session, session.application.face_asked);
      return onTo(request, reply, ledOn(session, done));
    },
    UPLOAD_LIMIT,
  );
  post(app, `${MORE_PATH}/back`, nothing, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const done = await handBack(context, session);
    return onTo(request, reply, done ? ledOn(session, 'back') : await tooLate(context, session));
  });
}

const needOf = (needs: readonly string[], request: FastifyRequest): string | undefined =>
  needs.find((id) => id === Object(request.params).need);

/** Where nothing could be done: said plainly if its days are over, and else the page says how it stands. */
async function tooLate(context: Context, { application }: PortalSession): Promise<string> {
  const heads = await context.vault.heads(context.store.read, application.id);
  const late = isLate(application, heads, today(context));
  return late ? `${FOLLOW_PATH}?done=late` : FOLLOW_PATH;
}
