import { randomUUID } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { fromLetters } from '../../http/in-letters.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { told } from '../../http/told.ts';
import { PAPER_STATUS } from '../../paper/errors.ts';
import { orSignIn, requireStaff, type Session, staffPage, typedPost } from '../../staff/service.ts';
import { TRACK_ROLES, type Track } from '../../store/tables/legal-tracks.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { answerBody, decideBody, emergencyBody, foundBody, nothing, ownBody } from './bodies.ts';
import { agree, askToPublish, calledBack, decide, paper, publishEmergency, review } from './emergency.ts';
import { TRACKS_STATUS, type TracksCode } from './errors.ts';
import { letterFile } from './letter.ts';
import { logEmergency, logOwn } from './log-matter.ts';
import { allMatters, oneMatter } from './matter.ts';
import { MatterPage } from './matter-page.tsx';
import { NewMatterPage } from './new-matter-page.tsx';
import { answer, readWords, verified, withdraw } from './own.ts';
import { NEW_EMERGENCY_PATH, NEW_OWN_PATH, TRACKS_PATH, trackPath } from './paths.ts';
import type { Said } from './sealed.ts';
import { type Officer, todayOf } from './take-step.ts';
import { TracksPage } from './tracks-page.tsx';
import { actingAs, OFFICES } from './who.ts';
import { words } from './words.ts';

const ONE = `${TRACKS_PATH}/of/:matter`;
type Shown = {
  status?: number;
  wrong?: Readonly<Record<string, string>>;
  filled?: Filled;
  opened?: Said;
};

/** Emergencies, and people who ask for what is held about themselves. */
export function trackRoutes(context: Context): OfficeRoutes {
  return {
    statuses: TRACKS_STATUS,
    words,
    staff: (app) => {
      staffPage(context, app, TRACKS_PATH, TRACK_ROLES, async (request, reply, session) => {
        const matters = await allMatters(context.store.read);
        return reply.page(<TracksPage {...{ context, request, session, matters }} />);
      });
      addIntake(context, app, 'emergency', NEW_EMERGENCY_PATH, emergencyBody, (body, by) =>
        logEmergency(context, body, by),
      );
      addIntake(context, app, 'own', NEW_OWN_PATH, ownBody, (body, by) => logOwn(context, body, by));
      addMatter(context, app);
      addSteps(context, app);
    },
  };
}

/** No passkey is asked for anew: whoever is on the line waits. */
function addIntake<S extends z.ZodType<{ id: string }>>(
  context: Context,
  app: FastifyInstance,
  track: Track,
  path: string,
  body: S,
  log: (body: z.output<S>, by: Officer) => Promise<void>,
): void {
  const page = (
    request: FastifyRequest,
    session: Session,
    { id, filled = {}, wrong = {} }: { id: string; filled?: Filled; wrong?: Record<string, string> },
  ) => (
    <NewMatterPage {...{ context, request, session, track, id, filled, wrong }} today={todayOf(context)} />
  );
  staffPage(context, app, path, OFFICES[track], async (request, reply, session) =>
    reply.page(page(request, session, { id: randomUUID() })),
  );
  typedPost(context, app, path, body, async (request, reply, sent) => {
    const session = await orSignIn(request, reply, path, () =>
      requireStaff(context, request, 'staff', OFFICES[track]),
    );
    const by = session && actingAs(session, { track });
    if (!session || !by) return reply;
    try {
      await log(sent, by);
    } catch (error) {
      const statuses = { ...TRACKS_STATUS, ...PAPER_STATUS };
      const { fault, status, code } = told(request, error, statuses, (params) => ({
        ...params,
        ...(params.field === 'contact' ? { field: request.say('tracks.contact-own') } : {}),
      }));
      const field = FIELD_OF[code] ?? 'words';
      const filled: Filled = Object.fromEntries(
        Object.entries(sent).map(([name, text]) => [name, String(text)]),
      );
      return reply.page(page(request, session, { id: sent.id, filled, wrong: { [field]: fault } }), status);
    }
    return reply.redirect(withLanguage(trackPath(sent.id), request.language), 303);
  });
}
type Filled = Readonly<Record<string, string>>;
const FIELD_OF: Readonly<Record<string, string>> = {
  'track-day-impossible': 'receivedOn',
  'paper-unprintable': 'contact',
};

function addMatter(context: Context, app: FastifyInstance): void {
  app.get(ONE, async (request, reply) => {
    const who = await onTrack(context, request, reply);
    return who ? show(context, request, reply, who) : reply;
  });
  app.get(`${ONE}/letter`, async (request, reply) => {
    const who = await onTrack(context, request, reply, true);
    if (!who) return reply;
    const { say, language } = request;
    const pdf = await letterFile(context, who.id, who.officer.id, { say, language });
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="letter.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf);
  });
  typedPost(context, app, `${ONE}/open`, nothing, async (request, reply) => {
    const who = await onTrack(context, request, reply, true);
    if (!who) return reply;
    const opened = await readWords(context, who.id, who.officer);
    reply.header('cache-control', 'no-store');
    return show(context, request, reply, who, { opened });
  });
}

/** Notes of what an officer did or saw themselves; the others decide something. */
const NOTES: readonly string[] = ['called-back', 'paper-came', 'paper-asked'];

function addSteps(context: Context, app: FastifyInstance): void {
  const step = <S extends z.ZodType>(
    name: string,
    body: S,
    take: (id: string, by: Officer, body: z.output<S>) => Promise<void>,
  ) =>
    typedPost(context, app, `${ONE}/${name}`, body, async (request, reply, sent) => {
      const who = await onTrack(context, request, reply, !NOTES.includes(name));
      if (!who) return reply;
      try {
        await take(who.id, who.officer, sent);
      } catch (error) {
        const { fault, status, code } = told(request, error, TRACKS_STATUS);
        const wrong = { [code === 'track-review-day-wrong' ? 'reviewOn' : name]: fault };
        return show(context, request, reply, who, { wrong, filled: sent as Filled, status });
      }
      return reply.redirect(withLanguage(trackPath(who.id), request.language), 303);
    });
  step('called-back', foundBody, (id, by, { found }) => calledBack(context, id, found, by));
  step('decide', decideBody, (id, by, body) => decide(context, id, body, by));
  step('agree', nothing, (id, by) => agree(context, id, by));
  step('paper-came', nothing, (id, by) => paper(context, id, true, by));
  step('paper-asked', nothing, (id, by) => paper(context, id, false, by));
  step('review', nothing, (id, by) => review(context, id, by));
  step('publish-ask', nothing, (id, by) => askToPublish(context, id, by));
  step('publish', nothing, (id, by) => publishEmergency(context, id, by));
  step('verified', foundBody, (id, by, { found }) => verified(context, id, found, by));
  step('answer', answerBody, (id, by, body) => answer(context, id, body.answer, by));
  step('withdraw', nothing, (id, by) => withdraw(context, id, by));
}

type Who = { id: string; session: Session; officer: Officer };

/** Whoever works on the track that a matter is on; to everybody else there is no such matter. Fault `track-unknown`. */
async function onTrack(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  fresh = false,
): Promise<Who | null> {
  const { matter: text } = request.params as { matter: string };
  const id = fromLetters(text);
  if (id === null) throw new Fault<TracksCode>('track-unknown');
  const session = await orSignIn(request, reply, trackPath(id), () =>
    requireStaff(context, request, 'staff', TRACK_ROLES, { fresh }),
  );
  if (!session) return null;
  const officer = actingAs(session, await oneMatter(context.store.read, id));
  if (!officer) throw new Fault<TracksCode>('track-unknown');
  return { id, session, officer };
}

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, session, officer }: Who,
  { status = 200, ...more }: Shown = {},
) {
  const of = await oneMatter(context.store.read, id);
  const today = todayOf(context);
  return reply.page(<MatterPage {...{ context, request, session, officer, of, today, ...more }} />, status);
}
