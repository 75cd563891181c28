import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { waysOf } from '../../notices/service.ts';
import { today } from '../draft.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import { correctCard, correctContact, readCard } from './correct.ts';
import { cardHasLine, type LineCorrection, readContact, readLine, typedLine } from './correct-fields.ts';
import { CorrectContactPage, CorrectLinePage, CorrectPage } from './correct-pages.tsx';
import { correctorOf, filled, typedField, wordWrongs } from './correct-turn.ts';
import { CORRECT_PATH, FOLLOW_PATH } from './paths.ts';
import { headOf } from './stands.ts';
import { ledOn } from './write.ts';

const LINES = {
  name: z.strictObject({ name: typedField }),
  address: z.strictObject({ address: typedField, address2: typedField }),
  'care-of': z.strictObject({ 'care-of': typedField }),
  emergency: z.strictObject({ emergency: typedField }),
} as const satisfies Record<LineCorrection, z.ZodType>;
const ticked = z.literal('yes').optional();
const contactBody = z.strictObject({
  contact: typedField,
  reach: typedField,
  requests: ticked,
  safe: ticked,
});

/** What somebody may put right before it is decided, by the same rules as when it was typed. */
export function correctRoutes(context: Context, app: FastifyInstance): void {
  app.get(CORRECT_PATH, async (request, reply) => {
    const session = await correctorOf(context, request, reply);
    if (!session) return reply;
    const card = await readCard(context, session);
    const contact = await hasContact(context, session);
    return reply.page(<CorrectPage {...{ context, request, session, card, contact }} />);
  });
  for (const line of ['name', 'address', 'care-of', 'emergency'] as const)
    if (cardHasLine(context, line)) lineRoutes(context, app, line);

  const path = `${CORRECT_PATH}/contact`;
  app.get(path, async (request, reply) => {
    const session = await contactCorrectorOf(context, request, reply);
    if (!session) return reply;
    return reply.page(<CorrectContactPage {...{ context, request, session }} typed={{}} errors={{}} />);
  });
  post(
    app,
    path,
    contactBody,
    async (request, reply, body) => {
      const session = await contactCorrectorOf(context, request, reply);
      if (!session) return reply;
      const fields = filled(body);
      const read = readContact(context, request.language, fields);
      if ('wrong' in read) {
        const errors = wordWrongs(request, read.wrong);
        return reply.page(
          <CorrectContactPage {...{ context, request, session, errors }} typed={fields} />,
          422,
        );
      }
      const done = await correctContact(context, session, read.contact);
      return onTo(request, reply, done ? ledOn(session, 'corrected') : FOLLOW_PATH);
    },
    { givesBack: true },
  );
}

function lineRoutes(context: Context, app: FastifyInstance, line: LineCorrection): void {
  const path = `${CORRECT_PATH}/${line}`;
  app.get(path, async (request, reply) => {
    const session = await correctorOf(context, request, reply);
    if (!session) return reply;
    const fields = typedLine(await readCard(context, session), line);
    return reply.page(
      <CorrectLinePage {...{ context, request, session, line }} typed={fields} errors={{}} />,
    );
  });
  post(
    app,
    path,
    LINES[line],
    async (request, reply, body) => {
      const session = await correctorOf(context, request, reply);
      if (!session) return reply;
      const fields = filled(body);
      const read = readLine(context, request.language, line, fields);
      if ('wrong' in read) {
        const errors = wordWrongs(request, read.wrong);
        return reply.page(
          <CorrectLinePage {...{ context, request, session, line, errors }} typed={fields} />,
          422,
        );
      }
      const done = await correctCard(context, session, read.change);
      return onTo(request, reply, done ? ledOn(session, 'corrected') : FOLLOW_PATH);
    },
    { givesBack: true },
  );
}

async function contactCorrectorOf(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const session = await correctorOf(context, request, reply);
  if (!session || (await hasContact(context, session))) return session;
  onTo(request, reply, FOLLOW_PATH);
  return undefined;
}

/** Where nobody carries news any more, an address from before can still be taken back. */
async function hasContact(context: Context, { application }: PortalSession): Promise<boolean> {
  if (waysOf(context.notices).length > 0) return true;
  const heads = await context.vault.heads(context.store.read, application.id);
  return headOf(heads, 'contact', today(context)) !== undefined;
}
