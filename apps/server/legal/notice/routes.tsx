import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { waysOf } from '../../notices/service.ts';
import { typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { nothing, readWords } from '../bodies.ts';
import { holdOf } from '../hold-routes.tsx';
import { HOLDS_PATH } from '../paths.ts';
import { oneHold } from '../view.ts';
import { wordingsOf } from '../wording.ts';
import { noticeBody, publishBody, tellBody } from './bodies.ts';
import { progressOf } from './counts.ts';
import type { TellingCode } from './errors.ts';
import { type Asked, askerOf, readerOf, secondOf } from './may.ts';
import { publishPath, tellPath } from './paths.ts';
import { askToPublish, noticesOf, publish, takeDown } from './public-notice.ts';
import { type Filled, PublishPage } from './publish-page.tsx';
import { silentHolds } from './silence.ts';
import { TellPage } from './tell-page.tsx';
import { agreeToTell, askToTell, endTelling, lastTelling } from './telling.ts';

const DONE = ['asked', 'agreed', 'ended'] as const;
const query = z.object({ done: z.enum(DONE).optional().catch(undefined) });
const ON_PAGE = ['telling-words-missing', 'telling-days-wrong', 'wording-too-long'];

/** What residents may be told of a hold: by message to who chose it, and on a page to everybody else. */
export function noticeRoutes(context: Context, app: FastifyInstance): void {
  tellRoutes(context, app);
  publishRoutes(context, app);
}

const done = (request: FastifyRequest, reply: FastifyReply, path: string, what: (typeof DONE)[number]) =>
  reply.redirect(withLanguage(`${path}?done=${what}`, request.language), 303);

function tellRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  const path = `${HOLDS_PATH}/:hold/tell`;
  app.get(path, async (request, reply) => {
    const id = holdOf(request);
    const asked = await readerOf(context, request, reply, id);
    if (!asked) return reply;
    const hold = await oneHold(context, id);
    const telling = await lastTelling(store.read, id);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    const shown = { ...asked, context, request, hold, telling, wording };
    const progress = telling && (await progressOf(context, telling));
    const silent = (await silentHolds(store.read)).has(id);
    const carried = waysOf(context.notices).length > 0;
    return reply.page(
      <TellPage {...{ ...shown, progress, silent, carried }} {...query.parse(request.query)} />,
    );
  });
  typedPost(context, app, `${path}/ask`, tellBody, async (request, reply, { basis, afterGag }) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    if (!basis) throw new Fault<TellingCode>('telling-basis-missing');
    await askToTell(context, { hold, basis, afterGag: afterGag === 'on', by: session.staffId });
    return done(request, reply, tellPath(hold), 'asked');
  });
  typedPost(context, app, `${path}/agree`, nothing, async (request, reply) => {
    const hold = holdOf(request);
    const row = await lastTelling(store.read, hold);
    const session = await secondOf(context, request, reply, hold, row?.asked_by ?? null);
    if (!session) return reply;
    await agreeToTell(context, hold, session.staffId);
    return done(request, reply, tellPath(hold), 'agreed');
  });
  typedPost(context, app, `${path}/end`, nothing, async (request, reply) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    await endTelling(context, hold, session.staffId);
    return done(request, reply, tellPath(hold), 'ended');
  });
}

function publishRoutes(context: Context, app: FastifyInstance): void {
  const { store, program } = context;
  const path = `${HOLDS_PATH}/:hold/public-notice`;
  const page = async (request: FastifyRequest, asked: Asked, filled: Filled, wrong: string | null) => {
    const id = holdOf(request);
    const hold = await oneHold(context, id);
    const notices = await noticesOf(store.read, id);
    const silent = (await silentHolds(store.read)).has(id);
    const shown = { ...asked, context, request, hold, notices, silent, filled, wrong };
    return <PublishPage {...shown} {...query.parse(request.query)} />;
  };
  app.get(path, async (request, reply) => {
    const asked = await readerOf(context, request, reply, holdOf(request));
    return asked ? reply.page(await page(request, asked, {}, null)) : reply;
  });
  typedPost(context, app, `${path}/ask`, publishBody(program.program), async (request, reply, body) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    const { basis, afterGag, from, until } = body;
    const { sentences } = readWords(body);
    try {
      if (!basis) throw new Fault<TellingCode>('telling-basis-missing');
      const wish = { hold, basis, afterGag: afterGag === 'on', sentences, from, until };
      await askToPublish(context, wish, session.staffId);
    } catch (error) {
      if (!isFault(error) || !(ON_PAGE.includes(error.code) || error.code === 'telling-basis-missing'))
        throw error;
      const asked = await readerOf(context, request, reply, hold);
      if (!asked) return reply;
      const filled = { sentences, from, until, afterGag: afterGag === 'on', ...(basis && { basis }) };
      return reply.page(await page(request, asked, filled, error.code), 422);
    }
    return done(request, reply, publishPath(hold), 'asked');
  });
  typedPost(context, app, `${path}/agree`, noticeBody, async (request, reply, { notice: id }) => {
    const hold = holdOf(request);
    const row = (await noticesOf(store.read, hold)).find((one) => one.id === id);
    const session = await secondOf(context, request, reply, hold, row?.asked_by ?? null);
    if (!session) return reply;
    await publish(context, { hold, id }, session.staffId);
    return done(request, reply, publishPath(hold), 'agreed');
  });
  typedPost(context, app, `${path}/end`, noticeBody, async (request, reply, { notice: id }) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    await takeDown(context, { hold, id }, session.staffId);
    return done(request, reply, publishPath(hold), 'ended');
  });
}
