import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { uploadFault } from '../../uploads/errors.ts';
import type { Fence } from '../../uploads/fence.ts';
import { postUpload } from '../../uploads/multipart.ts';
import { refusalOf } from '../pages/upload-trouble.ts';
import { onTo } from '../routes/turn.ts';
import { daysOf, passOn } from './added.ts';
import { replaceFace } from './correct.ts';
import { correctorOf } from './correct-turn.ts';
import { FOLLOW_PATH, PHOTO_PATH } from './paths.ts';
import { PhotoPage } from './photo-page.tsx';
import { ledOn } from './write.ts';

const UPLOAD_LIMIT = { burst: 20, perMinute: 10 };
const nothing = z.strictObject({});

/**
 * Another photo for the card: where a reviewer asked for one, and before a decision where nobody did. Where all came that was
 * asked for, it goes back to them at once.
 */
export function photoRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get(PHOTO_PATH, async (request, reply) => {
    const session = await correctorOf(context, request, reply);
    if (!session) return reply;
    const days = await daysOf(context, session);
    return reply.page(<PhotoPage {...{ context, request, session, ...days }} />);
  });
  postUpload(
    app,
    PHOTO_PATH,
    nothing,
    async (request, reply, read) => {
      const session = await correctorOf(context, request, reply);
      if (!session) return reply;
      try {
        const { file } = await read();
        if (file === null) throw uploadFault('upload-none');
        const [picture] = (await (await fence()).picture(file, 'face')).pages;
        if (!picture || !(await replaceFace(context, session, picture.jpeg)))
          return onTo(request, reply, FOLLOW_PATH);
      } catch (error) {
        const { trouble, status } = refusalOf(request.say, error, 'face');
        const days = await daysOf(context, session);
        return reply.page(<PhotoPage {...{ context, request, session, ...days, trouble }} />, status);
      }
      await passOn(context, session, false);
      return onTo(request, reply, ledOn(session, 'photo'));
    },
    UPLOAD_LIMIT,
  );
}
