import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { UPLOAD_STATUS, uploadFault } from '../../uploads/errors.ts';
import type { Fence } from '../../uploads/fence.ts';
import { postUpload } from '../../uploads/multipart.ts';
import { today } from '../draft.ts';
import { PORTAL_STATUS } from '../errors.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import { addPapers, handBack } from './papers.ts';
import { FOLLOW_PATH, MORE_PATH, NEW_CODE_PATH } from './paths.ts';
import { canAppeal } from './stands.ts';
import { MorePage } from './steps-pages.tsx';
import { ownerOf } from './turn.ts';

const UPLOAD_LIMIT = { burst: 20, perMinute: 10 };
const STATUSES: Readonly<Record<string, number>> = { ...UPLOAD_STATUS, ...PORTAL_STATUS };
type WithNeed = { Params: { need: string } };
const nothing = z.strictObject({});

/** Another paper: where a reviewer asked for one, or before an appeal. */
export function moreRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get(MORE_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if ((await openFor(context, session)).length === 0) return onTo(request, reply, FOLLOW_PATH);
    return reply.page(<MorePage {...{ context, request, session }} need={null} />);
  });
  app.get<WithNeed>(`${MORE_PATH}/:need`, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const need = needOf(session, request);
    if (need === undefined || (await openFor(context, session)).length === 0)
      return onTo(request, reply, FOLLOW_PATH);
    return reply.page(<MorePage {...{ context, request, session, need }} />);
  });
  postUpload(
    app,
    `${MORE_PATH}/:need`,
    nothing,
    async (request, reply, read) => {
      const session = await ownerOf(context, request, reply);
      if (!session) return reply;
      const need = needOf(session, request);
      const states = await openFor(context, session);
      if (need === undefined || states.length === 0) return onTo(request, reply, FOLLOW_PATH);
      try {
        const { file } = await read();
        if (file === null) throw uploadFault('upload-none');
        const { pages } = await (await fence()).picture(file, 'paper');
        const jpegs = pages.map(({ jpeg }) => jpeg);
        const added = await addPapers(context, session, need, jpegs, states);
        if (!added) return onTo(request, reply, FOLLOW_PATH);
        return onTo(request, reply, session.code === null ? NEW_CODE_PATH : MORE_PATH);
      } catch (error) {
        const status = isFault(error) ? STATUSES[error.code] : undefined;
        if (!isFault(error) || status === undefined) throw error;
        const said = request.say(`fault.${error.code}`, error.params);
        return reply.page(<MorePage {...{ context, request, session, need }} error={said} />, status);
      }
    },
    UPLOAD_LIMIT,
  );
  post(app, `${MORE_PATH}/back`, nothing, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const done = await handBack(context, session);
    if (!done) return onTo(request, reply, FOLLOW_PATH);
    return onTo(request, reply, session.code === null ? NEW_CODE_PATH : `${FOLLOW_PATH}?done=back`);
  });
}

const needOf = ({ application }: PortalSession, request: FastifyRequest): string | undefined =>
  application.unmet.find((id) => id === Object(request.params).need);

/** States in which something may be added now; none where nothing may. */
async function openFor(
  context: Context,
  { application }: PortalSession,
): Promise<readonly ApplicationState[]> {
  if (application.state === 'asked') return ['asked'];
  const heads = await context.vault.heads(context.store.read, application.id);
  return canAppeal(application, heads, today(context)) ? ['denied'] : [];
}
