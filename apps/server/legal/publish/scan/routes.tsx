import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { publishedDemand } from '../../../register/service.ts';
import { calledOf, orSignIn, requireStaff, type Session, typedPost } from '../../../staff/service.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { type Fence, openFence } from '../../../uploads/fence.ts';
import { nothing, pageBody } from '../../demands/act-bodies.ts';
import { demandOf } from '../../demands/demand-routes.tsx';
import { sendPdf, typedIn } from '../../demands/papers/at-papers.ts';
import { openAbout, type SealedEntry } from '../../demands/sealed.ts';
import { oneDemand } from '../../demands/view.ts';
import { today } from '../../review.ts';
import type { FormFaults } from '../../wish.ts';
import type { PublishCode } from '../errors.ts';
import { isSilenced } from '../publish-demand.ts';
import { coverScan, publishScan, takeOff } from './cover-scan.ts';
import { coveredIn, lawsOf, pictureOf, scannedIn } from './covered.ts';
import { DrawPage } from './draw-page.tsx';
import { loggedScans, redactionLog } from './log.ts';
import { LookPage, type LookProps } from './look-page.tsx';
import { REDACT, type RedactStep, redactPath } from './paths.ts';
import { type DrawnForm, drawnBody, filledFrom, readDrawn } from './read-boxes.ts';
import { addRedactScript } from './script.ts';

const asked = z.object({ done: z.enum(['covered', 'published']).optional().catch(undefined) });
const picturesBody = z.strictObject({ of: z.union([z.literal('scan'), z.iso.datetime()]) });
const agreeBody = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`seen-${at + 1}`, z.literal('on').exactOptional()]),
  ),
});

/**
 * Where the scan of a demand's paper is covered in parts and made public. All of it opens what is sealed, so all of it wants a
 * passkey just used; and the pictures are made anew in the fence, where everything is that decodes one.
 */
export function scanRoutes(context: Context, app: FastifyInstance): void {
  let fence: Promise<Fence> | undefined;
  app.addHook('onClose', async () => (await fence)?.close());
  addRedactScript(app);
  drawRoutes(context, app, () => {
    fence ??= openFence();
    return fence;
  });
  lookRoutes(context, app);
  pictureRoutes(context, app);
  logRoute(context, app);
}

type At = { session: Session; id: string };

async function counsel(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  step?: RedactStep,
): Promise<At | undefined> {
  const id = demandOf(request);
  const session = await orSignIn(request, reply, redactPath(id, step), () =>
    requireStaff(context, request, 'staff', ['law-officer'], { fresh: true }),
  );
  return session && { session, id };
}

const opened = (context: Context, { id, session }: At): Promise<SealedEntry[]> =>
  openAbout(context, 'process', { demand: id, by: session.staffId });

const onTo = (request: FastifyRequest, reply: FastifyReply, id: string, done: 'covered' | 'published') =>
  reply.redirect(withLanguage(`${redactPath(id, 'second')}?done=${done}`, request.language), 303);

function drawRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { session, id }: At,
    entries: readonly SealedEntry[],
    given?: { filled: DrawnForm; faults: FormFaults },
  ) => {
    const demand = await oneDemand(context, id);
    const scanned = scannedIn(entries);
    const shown = await publishedDemand(context.store.read, id);
    const laws = lawsOf(context.program.program);
    const { filled, faults } = given ?? { filled: goneOnFrom(entries), faults: {} };
    return reply.page(
      <DrawPage {...{ context, request, session, demand, scanned, laws, filled, faults, shown }} />,
      given ? 422 : 200,
    );
  };
  app.get(REDACT, async (request, reply) => {
    const at = await counsel(context, request, reply);
    if (!at) return reply;
    await oneDemand(context, at.id);
    return show(request, reply, at, await opened(context, at));
  });
  typedPost(context, app, REDACT, drawnBody, async (request, reply, sent) => {
    const at = await counsel(context, request, reply);
    if (!at) return reply;
    await oneDemand(context, at.id);
    const entries = await opened(context, at);
    const scanned = scannedIn(entries);
    if (scanned.length === 0) throw new Fault<PublishCode>('redact-no-scan');
    const filled: DrawnForm = typedIn(sent);
    const laws = lawsOf(context.program.program).map(({ id }) => id);
    const { drawn, faults } = readDrawn(filled, { pages: scanned.length, laws });
    if (!drawn) return show(request, reply, at, entries, { filled, faults });
    await coverScan(context, await fence(), at.id, { scanned, drawn, by: at.session.staffId });
    return onTo(request, reply, at.id, 'covered');
  });
  typedPost(context, app, `${REDACT}/off`, nothing, async (request, reply) => {
    const at = await counsel(context, request, reply);
    if (!at) return reply;
    await takeOff(context, at.id, at.session.staffId);
    return onTo(request, reply, at.id, 'covered');
  });
}

/** The newest copy that has pages, as it was drawn: whoever mends one box does not draw the others again. */
function goneOnFrom(entries: readonly SealedEntry[]): DrawnForm {
  const scanned = scannedIn(entries);
  const last = coveredIn(entries).findLast(({ pages }) => pages.length > 0);
  if (!last) return {};
  const pages = last.pages.map(
    ({ scan, page }) => scanned.findIndex((one) => one.scan === scan && one.page === page) + 1,
  );
  return filledFrom({ pages, boxes: last.boxes }, scanned.length);
}

function lookRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    at: At,
    more: Pick<LookProps, 'done' | 'wrong'>,
  ) => {
    const demand = await oneDemand(context, at.id);
    const entries = await opened(context, at);
    const logged = (await loggedScans(context.store.read, at.id, entries)).at(-1) ?? null;
    const silenced = isSilenced(demand, today(context));
    const { session } = at;
    return reply.page(
      <LookPage {...{ context, request, session, demand, silenced, logged, ...more }} />,
      more.wrong === undefined ? 200 : 422,
    );
  };
  app.get(`${REDACT}/second`, async (request, reply) => {
    const at = await counsel(context, request, reply, 'second');
    const { done = null } = asked.parse(request.query);
    return at ? show(request, reply, at, { done }) : reply;
  });
  typedPost(context, app, `${REDACT}/agree`, agreeBody, async (request, reply, { digest, ...ticks }) => {
    const at = await counsel(context, request, reply, 'second');
    if (!at) return reply;
    const seen = Object.keys(ticks).map((name) => Number(name.slice('seen-'.length)));
    try {
      await publishScan(context, at.id, { by: at.session.staffId, digest, seen });
    } catch (error) {
      if (!isFault(error) || error.code !== 'redact-unseen') throw error;
      return show(request, reply, at, { done: null, wrong: error.code });
    }
    return onTo(request, reply, at.id, 'published');
  });
}

function pictureRoutes(context: Context, app: FastifyInstance): void {
  const copyMadeAt = (entries: readonly SealedEntry[], at: string): readonly string[] =>
    coveredIn(entries).find((covered) => covered.at === at)?.jpegs ?? [];
  // All at once, so that one opening is one step in the register.
  typedPost(context, app, `${REDACT}/pictures`, picturesBody, async (request, reply, { of }) => {
    const at = await counsel(context, request, reply);
    if (!at) return reply;
    await oneDemand(context, at.id);
    const entries = await opened(context, at);
    const pages = of === 'scan' ? scannedIn(entries).map(({ jpeg }) => jpeg) : copyMadeAt(entries, of);
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ pages }));
  });
  typedPost(context, app, `${REDACT}/page`, pageBody, async (request, reply, { at: made, page }) => {
    const at = await counsel(context, request, reply, 'second');
    if (!at) return reply;
    await oneDemand(context, at.id);
    const jpeg = copyMadeAt(await opened(context, at), made)[Number(page) - 1];
    if (jpeg === undefined) throw new Fault<PublishCode>('redact-no-scan');
    return reply.type('image/jpeg').send(pictureOf(jpeg));
  });
}

function logRoute(context: Context, app: FastifyInstance): void {
  typedPost(context, app, `${REDACT}/log`, nothing, async (request, reply) => {
    const at = await counsel(context, request, reply, 'second');
    if (!at) return reply;
    const demand = await oneDemand(context, at.id);
    const logged = await loggedScans(context.store.read, at.id, await opened(context, at));
    const called = await calledOf(
      context.store.read,
      logged.flatMap(({ covered, published }) => [covered.by, ...(published ? [published.agreed] : [])]),
    );
    const { say, language } = request;
    const { program } = context.program;
    const body = redactionLog(demand, logged, { say, language, program, called });
    return sendPdf(context, reply, { body, language, name: 'redaction-log.pdf' });
  });
}
