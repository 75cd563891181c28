import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { onTo } from '../routes/turn.ts';
import { beginSession, broughtOver } from '../session.ts';
import { NEW_VISIT } from '../shares.ts';
import { CODE_LIMIT, codeThrottle } from '../throttle.ts';
import { type Found, findByCode, settleCode } from './find.ts';
import { newShare } from './new-share.ts';
import { FOLLOW_PATH, RETURN_PATH } from './paths.ts';
import { renewBoxes } from './renew-boxes.ts';
import { ReturnPage } from './return-page.tsx';

export const returnBody = z.strictObject({
  // However long: what can be no code is answered as one that opens nothing.
  code: z.string().optional(),
  shared: z.literal('yes').optional(),
});

/** Back with a code: into a draft where it stopped, or to how it stands. Looking writes nothing, so the code stays. */
export function returnRoutes(context: Context, app: FastifyInstance): void {
  const throttle = codeThrottle(context);
  app.get(RETURN_PATH, async (request, reply) => {
    const over = await broughtOver(context, request);
    return reply.page(<ReturnPage {...{ context, request, over }} />);
  });
  post(
    app,
    RETURN_PATH,
    returnBody,
    async (request, reply, { code = '', shared }) => {
      throttle();
      const letIn = async (found: Found) => {
        const { application, draft, file } = found;
        return context.store.write(async (tx) => {
          const settled = await settleCode(context, tx, found);
          if (settled !== true) return settled;
          const mode = { shared: shared === 'yes', helper: false };
          const shares = { ...NEW_VISIT, draft, file };
          await beginSession(context, tx, { request, reply }, application.id, shares, mode);
          return true;
        });
      };
      let found = await findByCode(context, code);
      if (found && (await newShare(context, found, code))) found = await findByCode(context, code);
      let opened = found && (await letIn(found));
      if (opened === 'other-share') {
        // The same code in another browser was faster: what it opens now is what both come in with.
        found = await findByCode(context, code);
        opened = found && (await letIn(found));
      }
      if (!found || opened !== true) return reply.page(<ReturnPage {...{ context, request }} wrong />, 422);
      await renewBoxes(context, found);
      return onTo(request, reply, found.application.state === 'draft' ? '/apply/next' : FOLLOW_PATH);
    },
    CODE_LIMIT,
  );
}
