import { isFault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { UPLOAD_STATUS, uploadFault } from '../../uploads/errors.ts';
import type { Fence } from '../../uploads/fence.ts';
import { postUpload } from '../../uploads/multipart.ts';
import { PORTAL_STATUS } from '../errors.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import { replaceFace } from './correct.ts';
import { handBack } from './papers.ts';
import { FOLLOW_PATH, NEW_CODE_PATH, PHOTO_PATH } from './paths.ts';
import { PhotoPage } from './photo-page.tsx';
import { ownerOf } from './turn.ts';

const UPLOAD_LIMIT = { burst: 20, perMinute: 10 };
const STATUSES: Readonly<Record<string, number>> = { ...UPLOAD_STATUS, ...PORTAL_STATUS };
const nothing = z.strictObject({});

/** Another photo for the card, where a reviewer asked for one. Where nothing else was asked it goes back to them at once. */
export function photoRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get(PHOTO_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (!isAsked(session)) return onTo(request, reply, FOLLOW_PATH);
    return reply.page(<PhotoPage {...{ context, request, session }} />);
  });
  postUpload(
    app,
    PHOTO_PATH,
    nothing,
    async (request, reply, read) => {
      const session = await ownerOf(context, request, reply);
      if (!session) return reply;
      if (!isAsked(session)) return onTo(request, reply, FOLLOW_PATH);
      try {
        const { file } = await read();
        if (file === null) throw uploadFault('upload-none');
        const [picture] = (await (await fence()).picture(file, 'face')).pages;
        if (!picture || !(await replaceFace(context, session, picture.jpeg)))
          return onTo(request, reply, FOLLOW_PATH);
      } catch (error) {
        const status = isFault(error) ? STATUSES[error.code] : undefined;
        if (!isFault(error) || status === undefined) throw error;
        const said = request.say(`fault.${error.code}`, error.params);
        return reply.page(<PhotoPage {...{ context, request, session }} error={said} />, status);
      }
      if (session.application.unmet.length === 0) await handBack(context, session);
      return onTo(request, reply, session.code === null ? NEW_CODE_PATH : `${FOLLOW_PATH}?done=photo`);
    },
    UPLOAD_LIMIT,
  );
}

const isAsked = ({ application }: PortalSession): boolean =>
  application.state === 'asked' && application.face_asked;
