import { randomUUID } from 'node:crypto';
import { Fault, type FaultParams } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { fromLetters } from '../../http/in-letters.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { told } from '../../http/told.ts';
import { PAPER_STATUS } from '../../paper/errors.ts';
import {
  orSignIn,
  type Role,
  requireStaff,
  type Session,
  staffPage,
  typedPost,
} from '../../staff/service.ts';
import { REQUEST_CLASSES } from '../../store/tables/requests.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { readWords, reviewAnswered, reviewAsked, withdraw } from './after.ts';
import {
  daysBody,
  exemptBody,
  extendBody,
  newBody,
  nothing,
  prepareBody,
  redactBody,
  reviewBody,
  scopeBody,
} from './bodies.ts';
import { sayDays } from './days.ts';
import { REQUESTS_STATUS, type RequestsCode } from './errors.ts';
import { LETTER_FILES, letterFile } from './letter-file.ts';
import { exempt, extend, issueLetter, type MissingFact, prepareLetter, redact } from './letters.ts';
import { logRequest } from './log-request.ts';
import { NewRequestPage } from './new-request-page.tsx';
import { NEW_REQUEST_PATH, REQUESTS_PATH, requestPath } from './paths.ts';
import { allRequests, oneRequest } from './request.ts';
import { RequestPage } from './request-page.tsx';
import { RequestsPage } from './requests-page.tsx';
import { linkScope } from './scope.ts';
import { todayOf } from './take-step.ts';
import { words } from './words.ts';

const REQUESTS_WITH_PAPER = { ...REQUESTS_STATUS, ...PAPER_STATUS };
const OFFICERS: readonly Role[] = ['public-records-officer', 'law-officer'];
const ONE = `${REQUESTS_PATH}/of/:request`;
type Filled = Readonly<Record<string, string | undefined>>;

/** The public-records office: requests, their clocks, what each answer rests on, and the letters. */
export function requestRoutes(context: Context): OfficeRoutes {
  return {
    statuses: REQUESTS_WITH_PAPER,
    words,
    staff: (app) => {
      addPages(context, app);
      addLog(context, app);
      addSteps(context, app);
      addLetters(context, app);
    },
  };
}

function addPages(context: Context, app: FastifyInstance): void {
  const rules = context.program.program.requests !== undefined;
  staffPage(context, app, REQUESTS_PATH, OFFICERS, async (request, reply, session) =>
    reply.page(
      <RequestsPage
        {...{ context, request, session, rules }}
        requests={await allRequests(context.store.read)}
        today={todayOf(context)}
      />,
    ),
  );
  app.get(ONE, async (request, reply) => {
    const id = requestOf(request);
    const session = await officer(context, request, reply, requestPath(id));
    return session ? showOne(context, request, reply, session, id) : reply;
  });
}

function addLog(context: Context, app: FastifyInstance): void {
  const form = (
    request: FastifyRequest,
    session: Session,
    {
      filled = {},
      wrong = {},
      id = randomUUID(),
    }: { filled?: Filled; wrong?: Record<string, string>; id?: string },
  ) => <NewRequestPage {...{ context, request, session, id, filled, wrong }} today={todayOf(context)} />;
  staffPage(context, app, NEW_REQUEST_PATH, OFFICERS, async (request, reply, session) =>
    reply.page(form(request, session, {})),
  );
  typedPost(context, app, NEW_REQUEST_PATH, newBody, async (request, reply, body) => {
    const session = await officer(context, request, reply, NEW_REQUEST_PATH);
    if (!session) return reply;
    const { id, receivedOn, requester, contact, words: asked } = body;
    const marks: Readonly<Record<string, unknown>> = body;
    const classes = REQUEST_CLASSES.filter((one) => marks[`class-${one}`] === 'on');
    try {
      if (receivedOn === '') throw new Fault<RequestsCode>('request-day-impossible');
      await logRequest(
        context,
        { id, receivedOn, requester, classes, contact, words: asked },
        session.staffId,
      );
    } catch (error) {
      const { fault, status, code } = told(request, error, REQUESTS_WITH_PAPER, (params) =>
        inWords(request, params),
      );
      const field = fieldOf(code);
      const filled = marks as Filled;
      return reply.page(form(request, session, { filled, id, wrong: { [field]: fault } }), status);
    }
    return reply.redirect(withLanguage(requestPath(id), request.language), 303);
  });
}

function fieldOf(code: string): 'classes' | 'contact' | 'receivedOn' {
  if (code === 'paper-unprintable') return 'contact';
  return code === 'request-class-missing' ? 'classes' : 'receivedOn';
}

/** The office's own words and findings: nothing is opened, and nothing goes out. */
const OWN_WORDS: readonly string[] = ['days', 'scope', 'exempt', 'redact', 'prepare', 'review-asked'];

function addSteps(context: Context, app: FastifyInstance): void {
  /** `keeps`: what was typed is shown again where the step could not be taken. */
  const step = <S extends z.ZodType>(
    name: string,
    body: S,
    take: (id: string, by: string, body: z.output<S>) => Promise<void>,
  ) =>
    typedPost(context, app, `${ONE}/${name}`, body, async (request, reply, sent) => {
      const id = requestOf(request);
      const fresh = !OWN_WORDS.includes(name);
      const session = await officer(context, request, reply, requestPath(id), fresh);
      if (!session) return reply;
      try {
        await take(id, session.staffId, sent);
      } catch (error) {
        const { fault, status, code } = told(request, error, REQUESTS_WITH_PAPER, (params) =>
          inWords(request, params),
        );
        const place = code === 'request-places-unreadable' ? 'places' : name;
        return showOne(context, request, reply, session, id, {
          wrong: { [place]: fault },
          filled: sent as Filled,
          status,
        });
      }
      return reply.redirect(withLanguage(requestPath(id), request.language), 303);
    });
  step('extend', extendBody, (id, by, { reason }) => extend(context, id, reason, by));
  step('days', daysBody, (id, by, typed) => sayDays(context, id, typed, by));
  step('scope', scopeBody, (id, by, { scope }) => linkScope(context, id, scope, by));
  step('exempt', exemptBody, (id, by, body) => exempt(context, id, body, by));
  step('redact', redactBody, (id, by, body) => redact(context, id, body, by));
  step('prepare', prepareBody, (id, by, { letter, ...typed }) =>
    prepareLetter(context, id, { letter, words: typed }, by),
  );
  step('issue', nothing, (id, by) => issueLetter(context, id, by));
  step('withdraw', nothing, (id, by) => withdraw(context, id, by));
  step('review-asked', reviewBody, (id, by, { askedOn }) => reviewAsked(context, id, askedOn, by));
  step('review-answered', nothing, (id, by) => reviewAnswered(context, id, by));
  typedPost(context, app, `${ONE}/open`, nothing, async (request, reply) => {
    const id = requestOf(request);
    const session = await officer(context, request, reply, requestPath(id), true);
    if (!session) return reply;
    const opened = await readWords(context, id, session.staffId);
    reply.header('cache-control', 'no-store');
    return showOne(context, request, reply, session, id, { opened });
  });
}

function addLetters(context: Context, app: FastifyInstance): void {
  for (const file of LETTER_FILES)
    app.get(`${ONE}/letter/${file}`, async (request, reply) => {
      const id = requestOf(request);
      const session = await officer(context, request, reply, requestPath(id));
      if (!session) return reply;
      const { say, language } = request;
      const pdf = await letterFile(context, { id, file, by: session.staffId }, { say, language });
      return reply
        .type('application/pdf')
        .header('content-disposition', 'attachment; filename="letter.pdf"')
        .header('cache-control', 'no-store')
        .send(pdf);
    });
}

async function showOne(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  id: string,
  {
    status = 200,
    ...more
  }: { status?: number } & Pick<Parameters<typeof RequestPage>[0], 'wrong' | 'filled' | 'opened'> = {},
) {
  const of = await oneRequest(context.store.read, id);
  return reply.page(
    <RequestPage {...{ context, request, session, of, ...more }} today={todayOf(context)} />,
    status,
  );
}

const officer = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  fresh = false,
): Promise<Session | undefined> =>
  orSignIn(request, reply, next, () => requireStaff(context, request, 'staff', OFFICERS, { fresh }));

/** @throws Fault `request-unknown` */
function requestOf(request: FastifyRequest): string {
  const { request: text } = request.params as { request: string };
  const id = fromLetters(text);
  if (id === null) throw new Fault<RequestsCode>('request-unknown');
  return id;
}

/** The facts that a letter lacks, kinds that a scope leaves out and the field that cannot be printed, by their names in words. */
function inWords({ say }: FastifyRequest, params: FaultParams): FaultParams {
  if (typeof params.field === 'string' && params.field !== 'none')
    return { ...params, field: say(`requests.fact-${params.field}`) };
  if (typeof params.kinds === 'string')
    return {
      ...params,
      kinds: params.kinds
        .split(' ')
        .map((kind) => say(`requests.class-${kind}`))
        .join('; '),
    };
  if (typeof params.facts !== 'string') return params;
  const facts = params.facts.split(' ') as MissingFact[];
  return { ...params, facts: facts.map((fact) => say(`requests.fact-${fact}`)).join('; ') };
}
