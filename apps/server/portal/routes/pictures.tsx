import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { sessionCookieName } from '../../http/origin.ts';
import type { PageNode } from '../../http/page-node.ts';
import { uploadFault } from '../../uploads/errors.ts';
import type { Fence } from '../../uploads/fence.ts';
import { addUploads, postUpload } from '../../uploads/multipart.ts';
import { takesPicture } from '../after/added.ts';
import { alsoShown } from '../also-shown.ts';
import { addPictures, changeAnswers, readPicture } from '../draft.ts';
import type { PortalCode } from '../errors.ts';
import type { Need } from '../needs.ts';
import { FacePage } from '../pages/face-page.tsx';
import { PapersPage } from '../pages/papers-page.tsx';
import { refusalOf, type UploadTrouble, type Want } from '../pages/upload-trouble.ts';
import { WithoutPage } from '../pages/without-page.tsx';
import { requirePortalSession } from '../session.ts';
import { needsNow } from '../steps.ts';
import { intakeNow } from '../switch/intake.ts';
import { pathTo, wayOn } from '../way.ts';
import { onTo, sessionOr, type Turn, turnOf } from './turn.ts';
import { askingTurnOf, takingTurnOf } from './while-open.tsx';

const UPLOAD_LIMIT = { burst: 40, perMinute: 20 };
type WithNeed = { Params: { need: string } };
const noFields = z.strictObject({});

/** Pictures: one at a time, drawn anew behind the fence, sealed before anything touches a disk, looked at afterwards. */
export function pictureRoutes(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  addUploads(app, {
    ...context,
    cookie: sessionCookieName(context, 'public'),
    async mayUpload(request) {
      const session = await requirePortalSession(context, request);
      if (session.application.state !== 'draft') {
        // What was sent before a stop may still be asked about, corrected and appealed; what was not sent is new.
        if (await takesPicture(context, session)) return;
        throw new Fault<PortalCode>('portal-session-over');
      }
      const { closed } = await intakeNow(context);
      // Keys that are away come back: a script waits for them, and goes on.
      if (closed === 'keeper-silent' || closed === 'clock-in-doubt')
        throw new Fault<PortalCode>('portal-not-now');
      if (closed !== null) throw new Fault<PortalCode>('portal-intake-stopped');
    },
  });
  papers(context, app, fence);
  face(context, app, fence);
  // Made for each look out of the sealed record; no cache on the way may keep it.
  app.get<{ Params: { id: string } }>('/apply/picture/:id', async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    const jpeg = await readPicture(context, session, request.params.id);
    return reply.header('cache-control', 'no-store').type('image/jpeg').send(Buffer.from(jpeg));
  });
}

function papers(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get<WithNeed>('/apply/papers/:need', async (request, reply) => {
    const turn = await askingTurnOf(context, request, reply);
    if (!turn) return reply;
    const need = needOf(turn, request);
    if (!need) return onTo(request, reply, wayOn(turn.rules, turn.answers));
    return reply.page(<PapersPage {...{ context, request, ...turn, need }} />);
  });
  app.get<WithNeed>('/apply/papers/:need/without', async (request, reply) => {
    const turn = await askingTurnOf(context, request, reply);
    if (!turn) return reply;
    const need = needOf(turn, request);
    if (!need) return onTo(request, reply, wayOn(turn.rules, turn.answers));
    return reply.page(<WithoutPage {...{ context, request, ...turn, need }} />);
  });
  postUpload(
    app,
    '/apply/papers/:need',
    noFields,
    async (request, reply, read) => {
      const turn = await takingTurnOf(context, request, reply);
      if (!turn) return reply;
      const need = needOf(turn, request);
      if (!need) return onTo(request, reply, wayOn(turn.rules, turn.answers));
      const page = (trouble: UploadTrouble) => (
        <PapersPage {...{ context, request, ...turn, need, trouble }} />
      );
      return orSay(request, reply, 'paper', page, async () => {
        const pages = await draw(fence, read, 'paper');
        await addPictures(context, turn.session, pages, { need: need.id });
        return onTo(request, reply, pathTo(`papers/${need.id}`));
      });
    },
    UPLOAD_LIMIT,
  );
  // Open while intake is stopped too: it only takes away.
  const removal = z.strictObject({ picture: z.uuid() });
  post(app, '/apply/papers/:need/remove', removal, async (request, reply, { picture }) => {
    const turn = await turnOf(context, request, reply);
    if (!turn) return reply;
    const need = needOf(turn, request);
    if (!need) return onTo(request, reply, wayOn(turn.rules, turn.answers));
    await changeAnswers(context, turn.session, (answers) => ({
      ...answers,
      pictures: (answers.pictures ?? []).filter(({ id }) => id !== picture),
    }));
    return onTo(request, reply, pathTo(`papers/${need.id}`));
  });
  // Which boxes there are depends on the program's needs, so the names are a pattern and the values one word.
  const also = z.record(z.string().regex(/^also-[a-z0-9-]{1,60}$/), z.literal('yes'));
  post(app, '/apply/papers/:need/shows', also, async (request, reply, body) => {
    const turn = await takingTurnOf(context, request, reply);
    if (!turn) return reply;
    const need = needOf(turn, request);
    if (!need) return onTo(request, reply, wayOn(turn.rules, turn.answers));
    const asked = alsoShown(turn.rules, turn.answers, need).map(({ id }) => id);
    const shown = asked.filter((id) => body[`also-${id}`] === 'yes');
    const after = await changeAnswers(context, turn.session, (answers) => ({
      ...answers,
      pictures: (answers.pictures ?? []).map((picture) =>
        picture.shows.includes(need.id) ? { ...picture, shows: [need.id, ...shown] } : picture,
      ),
    }));
    return onTo(request, reply, wayOn(turn.rules, after));
  });
}

function face(context: Context, app: FastifyInstance, fence: () => Promise<Fence>): void {
  app.get('/apply/face', async (request, reply) => {
    const turn = await askingTurnOf(context, request, reply);
    return turn ? reply.page(<FacePage {...{ context, request, ...turn }} />) : reply;
  });
  postUpload(
    app,
    '/apply/face',
    noFields,
    async (request, reply, read) => {
      const turn = await takingTurnOf(context, request, reply);
      if (!turn) return reply;
      const page = (trouble: UploadTrouble) => <FacePage {...{ context, request, ...turn, trouble }} />;
      return orSay(request, reply, 'face', page, async () => {
        await addPictures(context, turn.session, await draw(fence, read, 'face'), { face: true });
        return onTo(request, reply, pathTo('face'));
      });
    },
    UPLOAD_LIMIT,
  );
  post(app, '/apply/face/keep', noFields, async (request, reply) => {
    const turn = await turnOf(context, request, reply);
    return turn ? onTo(request, reply, wayOn(turn.rules, turn.answers)) : reply;
  });
}

function needOf({ rules, answers }: Turn, request: FastifyRequest): Need | undefined {
  const { need } = Object(request.params) as { need?: unknown };
  return needsNow(rules, answers).find(({ id }) => id === need);
}

/** What was sent, as new plain pixels; the bytes that came are zeroed. */
async function draw(
  fence: () => Promise<Fence>,
  read: () => Promise<{ file: Buffer | null }>,
  want: Want,
): Promise<Uint8Array[]> {
  const { file } = await read();
  if (file === null) throw uploadFault('upload-none');
  const { pages } = await (await fence()).picture(file, want);
  return pages.map(({ jpeg }) => jpeg);
}

/** A picture that could not be taken is said on its own page, with the way out (UP-02). */
async function orSay(
  request: FastifyRequest,
  reply: { page(node: PageNode, status?: number): unknown },
  want: Want,
  page: (trouble: UploadTrouble) => PageNode,
  take: () => Promise<unknown>,
): Promise<unknown> {
  try {
    return await take();
  } catch (error) {
    const { trouble, status } = refusalOf(request.say, error, want);
    return reply.page(page(trouble), status);
  }
}
