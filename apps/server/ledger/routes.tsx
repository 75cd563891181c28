import { readTilePath, writeOpening } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../context.ts';
import type { HttpCode } from '../http/errors.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { LOG_READS_AS, LOG_STATUS } from './errors.ts';
import { keyText } from './key.ts';
import { openLogFiles } from './log-files.ts';
import { publicOpeningOf, publicOpenings } from './openings.ts';
import { addPages } from './page/routes.tsx';
import { ledgerWords } from './page/words.ts';
import { receiptOf } from './receipts.ts';
import { publishNewest } from './sequence.ts';

const FILE_LIMIT = { burst: 2_000, perMinute: 2_000 };
const FOR_GOOD = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=60';

/** The public ledger: the static files that auditors read (C2SP tlog-tiles), and what anybody may know in full. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: LOG_STATUS,
    readsAs: LOG_READS_AS,
    words: ledgerWords,
    public: (app) => {
      addFiles(context, app);
      addPages(context, app);
    },
  };
}

function addFiles(context: Context, app: FastifyInstance): void {
  const config = { anyone: true, limit: FILE_LIMIT };
  const files = openLogFiles(context.config.dataFolder);

  app.get('/ledger/checkpoint', { config }, async (_request, reply) => {
    // The job that publishes runs in one process; each has files of its own.
    await publishNewest(context, files);
    const note = await files.note();
    if (note === null) throw new Fault<HttpCode>('not-found');
    return text(reply, SHORTLY, note);
  });
  app.get('/ledger/key', { config }, async (_request, reply) => text(reply, SHORTLY, await keyText(context)));
  app.get<{ Params: { '*': string } }>('/ledger/tile/*', { config }, async (request, reply) => {
    const path = `tile/${request.params['*']}`;
    const bytes = isTile(path) ? await files.read(path) : null;
    if (!bytes) throw new Fault<HttpCode>('not-found');
    return reply.header('cache-control', FOR_GOOD).type('application/octet-stream').send(Buffer.from(bytes));
  });
  app.get('/ledger/openings.json', { config }, async (_request, reply) => {
    const openings = (await publicOpenings(context)).map((one) => JSON.parse(writeOpening(one)));
    return reply.header('cache-control', SHORTLY).send({ openings });
  });
  app.get<{ Params: { leaf: string } }>('/ledger/receipt/:leaf', { config }, async (request, reply) => {
    if (!/^[0-9a-f]{64}$/.test(request.params.leaf)) throw new Fault<HttpCode>('not-found');
    const leaf = new Uint8Array(Buffer.from(request.params.leaf, 'hex'));
    const opening = await publicOpeningOf(context, leaf);
    const receipt = await receiptOf(context, opening ? { opening } : { leaf });
    const name = `receipt-${request.params.leaf.slice(0, 12)}.txt`;
    // Shown rather than saved, because it is to be pasted; under this name where it is saved.
    return text(reply.header('content-disposition', `inline; filename="${name}"`), 'no-store', receipt);
  });
}

const text = (reply: FastifyReply, cache: string, body: string): FastifyReply =>
  reply.header('cache-control', cache).type('text/plain; charset=utf-8').send(body);

function isTile(path: string): boolean {
  try {
    readTilePath(path);
    return true;
  } catch (error) {
    if (!isFault(error)) throw error;
    return false;
  }
}
