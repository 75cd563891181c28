import { readFile } from 'node:fs/promises';
import { Fault, type FaultParams, isFault, wordDay } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { leftOf } from '../holds/listing.ts';
import { post } from '../http/body.ts';
import { fromLetters } from '../http/in-letters.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { told } from '../http/told.ts';
import { LOG_STATUS, receiptOf } from '../ledger/service.ts';
import { orSignIn, type Role, requireStaff, type Session } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { asideBody, draftBody, fileBody, given, nothing, proveBody, receiveBody } from './bodies.ts';
import { calledOf } from './called.ts';
import { CertificatePage } from './certificate-page.tsx';
import { certificateOf, certificates, stepOf } from './certificates.ts';
import { certificateCsv, stepsCsv } from './csv.ts';
import { draftCertificate, furthestDay } from './draft.ts';
import { RECORDS_STATUS, type RecordsCode } from './errors.ts';
import { fileCertificate, fileProof, receiveCopy, setAside, stateDestroyed, witness } from './life.ts';
import { certificatePath, RECORDS_PATH, RECORDS_STYLE } from './paths.ts';
import { certificatePdf } from './pdf.ts';
import { openingOf, pastDestructions } from './receipts.ts';
import { RecordsPage } from './records-page.tsx';
import { missingRows } from './rows-missing.tsx';
import { standing } from './standing.ts';
import { todayOf } from './take-step.ts';
import { words } from './words.ts';

const OFFICERS: readonly Role[] = ['records-officer'];
const PAPER = `${RECORDS_PATH}/certificate/:paper`;
type Named = { Params: { paper: string } };

/** The records office: what is held and due, certificates, proofs. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...LOG_STATUS, ...RECORDS_STATUS },
    words,
    staff: (app) => {
      addPages(context, app);
      addPapers(context, app);
      addSteps(context, app);
    },
  };
}

function addPages(context: Context, app: FastifyInstance): void {
  app.get(RECORDS_PATH, async (request, reply) => {
    const session = await officer(context, request, reply, RECORDS_PATH);
    return session ? showOffice(context, request, reply, session) : reply;
  });
  app.get<Named>(PAPER, async (request, reply) => {
    const id = paperOf(request);
    const session = await officer(context, request, reply, certificatePath(id));
    return session ? showPaper(context, request, reply, session, id) : reply;
  });
  app.get(RECORDS_STYLE, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(new URL('./records.css', import.meta.url), 'utf8')),
  );
}

function addPapers(context: Context, app: FastifyInstance): void {
  const { program } = context.program;
  app.get<{ Params: { receipt: string } }>(`${RECORDS_PATH}/receipt/:receipt`, async (request, reply) => {
    const id = fromLetters(request.params.receipt);
    if (id === null) throw new Fault<RecordsCode>('receipt-unknown');
    const session = await officer(context, request, reply, RECORDS_PATH);
    if (!session) return reply;
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="receipt.txt"')
      .header('cache-control', 'no-store')
      .send(await receiptOf(context, { opening: await openingOf(context.store.read, id) }));
  });
  const file = (
    kind: 'pdf' | 'csv' | 'steps',
    type: string,
    make: (request: FastifyRequest, id: string) => Promise<Buffer | string>,
  ) =>
    app.get<Named>(`${PAPER}/${kind}`, async (request, reply) => {
      const id = paperOf(request);
      const session = await officer(context, request, reply, certificatePath(id));
      if (!session) return reply;
      return reply
        .type(type)
        .header(
          'content-disposition',
          `attachment; filename="certificate${kind === 'steps' ? '-steps.csv' : `.${kind}`}"`,
        )
        .header('cache-control', 'no-store')
        .send(await make(request, id));
    });
  file('pdf', 'application/pdf', async ({ say, language }, id) => {
    const paper = await certificateOf(context.store.read, id);
    return certificatePdf(paper, { say, language, program, at: context.clock.now() });
  });
  file('csv', 'text/csv; charset=utf-8', async (_request, id) => {
    const paper = await certificateOf(context.store.read, id);
    return certificateCsv(paper, program, context.clock.now());
  });
  file('steps', 'text/csv; charset=utf-8', async (_request, id) =>
    stepsCsv(await certificateOf(context.store.read, id)),
  );
}

function addSteps(context: Context, app: FastifyInstance): void {
  const { store } = context;
  post(app, `${RECORDS_PATH}/draft`, draftBody, async (request, reply, body) => {
    const session = await officer(context, request, reply, RECORDS_PATH, true);
    if (!session) return reply;
    try {
      const id = await draftCertificate(context, store, body, session.staffId);
      return reply.redirect(withLanguage(certificatePath(id), request.language), 303);
    } catch (error) {
      const { fault, status } = told(request, error, RECORDS_STATUS, (params) =>
        inWords(request.language, params),
      );
      return showOffice(context, request, reply, session, fault, status);
    }
  });
  const step = <S extends z.ZodType>(
    name: string,
    body: S,
    take: (id: string, by: string, body: z.output<S>) => Promise<void>,
  ) =>
    post(app, `${PAPER}/${name}`, body, async (request, reply, sent) => {
      const id = paperOf(request as FastifyRequest<Named>);
      const session = await officer(context, request, reply, certificatePath(id), true);
      if (!session) return reply;
      try {
        await take(id, session.staffId, sent);
      } catch (error) {
        const { fault, status } = told(request, error, RECORDS_STATUS, (params) =>
          inWords(request.language, params),
        );
        return showPaper(context, request, reply, session, id, fault, status);
      }
      return reply.redirect(withLanguage(certificatePath(id), request.language), 303);
    });
  step('file', fileBody, (id, by, body) => fileCertificate(context, store, { id, ...body }, by));
  step('receive', receiveBody, (id, by, { reference, ...copy }) =>
    receiveCopy(context, store, { id, ...copy, ...given(reference) }, by),
  );
  step('destroyed', nothing, (id, by) => stateDestroyed(context, store, id, by));
  step('witness', nothing, (id, by) => witness(context, store, id, by));
  step('prove', proveBody, (id, by, { reference }) =>
    fileProof(context, store, { id, ...given(reference) }, by),
  );
  step('aside', asideBody, (id, by, { why }) => setAside(context, store, { id, why }, by));
}

/** The records officer who asks; whoever is not signed in, or not freshly where that is wanted, is sent to do so. */
const officer = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  fresh = false,
): Promise<Session | undefined> =>
  orSignIn(request, reply, next, () => requireStaff(context, request, 'staff', OFFICERS, { fresh }));

async function isFresh(context: Context, request: FastifyRequest): Promise<boolean> {
  try {
    await requireStaff(context, request, 'staff', OFFICERS, { fresh: true });
    return true;
  } catch (error) {
    if (isFault(error) && error.code === 'fresh-sign-in-needed') return false;
    throw error;
  }
}

async function showOffice(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  fault?: string,
  status = 200,
) {
  const { read } = context.store;
  const page = (
    <RecordsPage
      {...{ context, request, session }}
      standings={await standing(read, context)}
      missing={await missingRows(context)}
      certificates={await certificates(read)}
      receipts={await pastDestructions(read)}
      today={todayOf(context)}
      furthest={furthestDay(context)}
      fresh={await isFresh(context, request)}
      {...(fault === undefined ? {} : { fault })}
    />
  );
  return reply.page(page, status);
}

async function showPaper(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  id: string,
  fault?: string,
  status = 200,
) {
  const { read } = context.store;
  const paper = await certificateOf(read, id);
  const opened = stepOf(paper, 'received')?.moved_on;
  const receipts =
    opened === undefined ? [] : await pastDestructions(read, { series: paper.series, certificate: id });
  const page = (
    <CertificatePage
      {...{ context, request, session, paper }}
      rule={context.program.program.series.find((one) => one.id === paper.series)}
      missing={await missingRows(context)}
      standing={await leftOf(read, paper, context.holds.mayBegin)}
      called={
        await calledOf(
          read,
          paper.steps.map((step) => step.moved_by),
        )
      }
      receipts={receipts.filter(({ on }) => opened !== undefined && on >= opened)}
      today={todayOf(context)}
      fresh={await isFresh(context, request)}
      {...(fault === undefined ? {} : { fault })}
    />
  );
  return reply.page(page, status);
}

/** @throws Fault `certificate-unknown` */
function paperOf(request: FastifyRequest<Named>): string {
  const id = fromLetters(request.params.paper);
  if (id === null) throw new Fault<RecordsCode>('certificate-unknown');
  return id;
}

/** Days as people write them. */
const inWords = (language: string, params: FaultParams): FaultParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? wordDay(language, value) : value,
    ]),
  );
