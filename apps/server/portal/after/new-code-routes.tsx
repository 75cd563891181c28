import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { onTo } from '../routes/turn.ts';
import { codeStands, confirmCode, markOfCode, markOpens } from './new-code.ts';
import { NewCodePage } from './new-code-page.tsx';
import { FOLLOW_PATH, NEW_CODE_PATH } from './paths.ts';
import { ownerOf } from './turn.ts';
import { doneOf } from './write.ts';

export const writtenBody = z.strictObject({ shown: z.string().max(64).optional() });
type Query = { Querystring: { done?: string } };

/** The code that came with what was just written, until somebody says that it is written down. */
export function newCodeRoutes(context: Context, app: FastifyInstance): void {
  app.get<Query>(NEW_CODE_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const { code } = session;
    const done = doneOf(request.query);
    if (code === null) return onTo(request, reply, FOLLOW_PATH);
    if (!codeStands(context, session)) {
      await confirmCode(context, session);
      return onTo(request, reply, `${FOLLOW_PATH}?done=code-over`);
    }
    const shown = markOfCode(context, code);
    return reply.page(<NewCodePage {...{ context, request, session, code, shown, done }} />);
  });
  post(app, NEW_CODE_PATH, writtenBody, async (request, reply, { shown }) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const done = doneOf(Object(request.query));
    const { code } = session;
    // A sheet from before somebody came back in this browser: what was written down is another code than this one.
    if (code !== null && shown !== undefined && shown !== markOfCode(context, code))
      return onTo(request, reply, NEW_CODE_PATH);
    const opens = code === null && shown !== undefined ? markOpens(session, shown) : true;
    if (!opens || !(await confirmCode(context, session)))
      return onTo(request, reply, `${FOLLOW_PATH}?done=code-over`);
    return onTo(request, reply, done ? `${FOLLOW_PATH}?done=${done}` : FOLLOW_PATH);
  });
}
