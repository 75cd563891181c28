import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
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
import type { Chosen, Refused } from './decision.tsx';
import { TELLING_STATUS, type TellingCode } from './errors.ts';
import { type Asked, askerOf, readerOf, secondOf } from './may.ts';
import { publishPath, tellPath } from './paths.ts';
import { askToPublish, noticesOf, publish, takeDown } from './public-notice.ts';
import { type Filled, PublishPage } from './publish-page.tsx';
import { silentHolds } from './silence.ts';
import { TellPage } from './tell-page.tsx';
import { agreeToTell, askToTell, endTelling, lastTelling } from './telling.ts';

const DONE = ['asked', 'agreed', 'ended'] as const;
const query = z.object({ done: z.enum(DONE).optional().catch(undefined) });
const ON_PAGE: Readonly<Record<string, number>> = { ...TELLING_STATUS, 'wording-too-long': 422 };

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
  const page = async (request: FastifyRequest, asked: Asked, chosen: Chosen, wrong: Refused | null) => {
    const id = holdOf(request);
    const hold = await oneHold(context, id);
    const telling = await lastTelling(store.read, id);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    const shown = { ...asked, context, request, hold, telling, wording, chosen, wrong };
    const progress = telling && (await progressOf(context, telling));
    const silent = (await silentHolds(store.read)).has(id);
    const carried = waysOf(context.notices).length > 0;
    return <TellPage {...{ ...shown, progress, silent, carried }} {...query.parse(request.query)} />;
  };
  const step = pressIn(context, page);
  app.get(path, async (request, reply) => {
    const asked = await readerOf(context, request, reply, holdOf(request));
    return asked ? reply.page(await page(request, asked, {}, null)) : reply;
  });
  typedPost(context, app, `${path}/ask`, tellBody, async (request, reply, { basis, afterGag }) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    const chosen = { afterGag: afterGag === 'on', ...(basis && { basis }) };
    return step(request, reply, ['ask', chosen], async () => {
      if (!basis) throw new Fault<TellingCode>('telling-basis-missing');
      await askToTell(context, { hold, basis, afterGag: chosen.afterGag, by: session.staffId });
      return done(request, reply, tellPath(hold), 'asked');
    });
  });
  typedPost(context, app, `${path}/agree`, nothing, async (request, reply) => {
    const hold = holdOf(request);
    const row = await lastTelling(store.read, hold);
    const session = await secondOf(context, request, reply, hold, row?.asked_by ?? null);
    if (!session) return reply;
    return step(request, reply, ['agree', {}], async () => {
      await agreeToTell(context, hold, session.staffId);
      return done(request, reply, tellPath(hold), 'agreed');
    });
  });
  typedPost(context, app, `${path}/end`, nothing, async (request, reply) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    return step(request, reply, ['end', {}], async () => {
      await endTelling(context, hold, session.staffId);
      return done(request, reply, tellPath(hold), 'ended');
    });
  });
}

/** A press whose refusal brings its page back, with what was chosen. What the page cannot say is thrown on. */
function pressIn<Typed>(
  context: Context,
  page: (request: FastifyRequest, asked: Asked, typed: Typed, wrong: Refused) => Promise<VNode>,
) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    [step, typed]: readonly [Refused['step'], Typed],
    work: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    try {
      return await work();
    } catch (error) {
      const status = isFault(error) ? ON_PAGE[error.code] : undefined;
      if (!isFault(error) || status === undefined || status === 404) throw error;
      const asked = await readerOf(context, request, reply, holdOf(request));
      if (!asked) return reply;
      return reply.page(await page(request, asked, typed, { step, code: error.code }), status);
    }
  };
}

function publishRoutes(context: Context, app: FastifyInstance): void {
  const { store, program } = context;
  const path = `${HOLDS_PATH}/:hold/public-notice`;
  const page = async (request: FastifyRequest, asked: Asked, filled: Filled, wrong: Refused | null) => {
    const id = holdOf(request);
    const hold = await oneHold(context, id);
    const notices = await noticesOf(store.read, id);
    const silent = (await silentHolds(store.read)).has(id);
    const shown = { ...asked, context, request, hold, notices, silent, filled, wrong };
    return <PublishPage {...shown} {...query.parse(request.query)} />;
  };
  const step = pressIn(context, page);
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
    const chosen = { afterGag: afterGag === 'on', ...(basis && { basis }) };
    const filled: Filled = { sentences, from, until, ...chosen };
    return step(request, reply, ['ask', filled], async () => {
      if (!basis) throw new Fault<TellingCode>('telling-basis-missing');
      const wish = { hold, basis, afterGag: chosen.afterGag, sentences, from, until };
      await askToPublish(context, wish, session.staffId);
      return done(request, reply, publishPath(hold), 'asked');
    });
  });
  typedPost(context, app, `${path}/agree`, noticeBody, async (request, reply, { notice: id }) => {
    const hold = holdOf(request);
    const row = (await noticesOf(store.read, hold)).find((one) => one.id === id);
    const session = await secondOf(context, request, reply, hold, row?.asked_by ?? null);
    if (!session) return reply;
    return step(request, reply, ['agree', {}], async () => {
      await publish(context, { hold, id }, session.staffId);
      return done(request, reply, publishPath(hold), 'agreed');
    });
  });
  typedPost(context, app, `${path}/end`, noticeBody, async (request, reply, { notice: id }) => {
    const hold = holdOf(request);
    const session = await askerOf(context, request, reply, hold);
    if (!session) return reply;
    return step(request, reply, ['end', {}], async () => {
      await takeDown(context, { hold, id }, session.staffId);
      return done(request, reply, publishPath(hold), 'ended');
    });
  });
}
