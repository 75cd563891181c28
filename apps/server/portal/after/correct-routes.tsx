import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { waysOf } from '../../notices/service.ts';
import { today } from '../draft.ts';
import { onTo } from '../routes/turn.ts';
import type { PortalSession } from '../session.ts';
import { correctCard, correctContact, readCard } from './correct.ts';
import {
  cardHasField,
  type LineCorrection,
  readContact,
  readLine,
  typedLine,
  type Wrongs,
} from './correct-fields.ts';
import { CorrectContactPage, CorrectLinePage, CorrectPage } from './correct-pages.tsx';
import { CORRECT_PATH, FOLLOW_PATH } from './paths.ts';
import { CORRECTABLE, headOf } from './stands.ts';
import { ownerOf } from './turn.ts';
import { ledOn } from './write.ts';

const typed = z.string().max(4000).optional();
const LINES = {
  name: z.strictObject({ name: typed }),
  address: z.strictObject({ address: typed, address2: typed }),
  'care-of': z.strictObject({ 'care-of': typed }),
} as const satisfies Record<LineCorrection, z.ZodType>;
const contactBody = z.strictObject({ contact: typed, reach: typed, safe: z.literal('yes').optional() });

/** What somebody may put right before it is decided, by the same rules as when it was typed. */
export function correctRoutes(context: Context, app: FastifyInstance): void {
  app.get(CORRECT_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (!mayCorrect(session)) return onTo(request, reply, FOLLOW_PATH);
    const card = await readCard(context, session);
    const contact = await hasContact(context, session);
    return reply.page(<CorrectPage {...{ context, request, session, card, contact }} />);
  });
  for (const line of ['name', 'address', 'care-of'] as const)
    if (line === 'name' || cardHasField(context, line)) lineRoutes(context, app, line);

  const path = `${CORRECT_PATH}/contact`;
  app.get(path, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (!mayCorrect(session) || !(await hasContact(context, session)))
      return onTo(request, reply, FOLLOW_PATH);
    return reply.page(<CorrectContactPage {...{ context, request, session }} typed={{}} errors={{}} />);
  });
  post(app, path, contactBody, async (request, reply, body) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (!(await hasContact(context, session))) return onTo(request, reply, FOLLOW_PATH);
    const fields = filled(body);
    const read = readContact(context, request.language, fields);
    if ('wrong' in read) {
      const errors = wordWrongs(request, read.wrong);
      return reply.page(
        <CorrectContactPage {...{ context, request, session, errors }} typed={fields} />,
        422,
      );
    }
    const done = mayCorrect(session) && (await correctContact(context, session, read.contact));
    return onTo(request, reply, afterwards(session, done));
  });
}

function lineRoutes(context: Context, app: FastifyInstance, line: LineCorrection): void {
  const path = `${CORRECT_PATH}/${line}`;
  app.get(path, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (!mayCorrect(session)) return onTo(request, reply, FOLLOW_PATH);
    const fields = typedLine(await readCard(context, session), line);
    return reply.page(
      <CorrectLinePage {...{ context, request, session, line }} typed={fields} errors={{}} />,
    );
  });
  post(app, path, LINES[line], async (request, reply, body) => {
    const session = await ownerOf(context, request, reply);
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
    const done = mayCorrect(session) && (await correctCard(context, session, read.change));
    return onTo(request, reply, afterwards(session, done));
  });
}

/** Where nobody carries news any more, an address from before can still be taken back. */
async function hasContact(context: Context, { application }: PortalSession): Promise<boolean> {
  if (waysOf(context.notices).length > 0) return true;
  const heads = await context.vault.heads(context.store.read, application.id);
  return headOf(heads, 'contact', today(context)) !== undefined;
}

const mayCorrect = ({ application }: PortalSession): boolean => CORRECTABLE.includes(application.state);

const afterwards = (session: PortalSession, done: boolean): string =>
  done ? ledOn(session, 'corrected') : FOLLOW_PATH;

const filled = (body: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([field, value]) => [field, value ?? '']));

const wordWrongs = ({ say }: FastifyRequest, wrong: Wrongs): Record<string, string> =>
  Object.fromEntries(
    Object.entries(wrong).map(([field, { code, params }]) => [field, say(`apply.wrong.${code}`, params)]),
  );
