import { readFile } from 'node:fs/promises';
import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { fromLetters } from '../http/in-letters.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { LOG_STATUS, receiptOf } from '../ledger/service.ts';
import { certificateOf } from './certificates.ts';
import { certificateCsv, stepsCsv } from './csv.ts';
import { RECORDS_STATUS, type RecordsCode } from './errors.ts';
import { certificatePath, RECORDS_PATH, RECORDS_STYLE } from './paths.ts';
import { certificatePdf } from './pdf.ts';
import { openingOf } from './receipts.ts';
import { type Named, officer, PAPER, paperOf, showOffice, showPaper } from './show.tsx';
import { addSteps } from './step-routes.tsx';
import { words } from './words.ts';

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
