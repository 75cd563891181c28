import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { addHeldStyle } from '../../ui/held-style.ts';
import { type LeafCheck, leafCheck, type Standing } from '../against-leaf.ts';
import { logKey } from '../key.ts';
import { openLogFiles } from '../log-files.ts';
import { newestCheckpoint } from '../newest.ts';
import { saidOpenly } from '../openings.ts';
import { type Checked, checkReceipt } from '../receipts.ts';
import { AnswerPage } from './answer-page.tsx';
import { LedgerPage } from './ledger-page.tsx';
import { LEDGER_PATH, LONGEST_RECEIPT } from './path.ts';

const pasted = z.strictObject({ receipt: z.string() });

/** Where anybody reads what the ledger is and checks a receipt. Nothing that is pasted is stored or logged. */
export function addPages(context: Context, app: FastifyInstance): void {
  addHeldStyle(app);
  const check = leafCheck(openLogFiles(context.config.dataFolder).read);
  app.get(LEDGER_PATH, async (request, reply) =>
    reply.page(await ledgerPage(context, request, check, false)),
  );
  post(app, LEDGER_PATH, pasted, async (request, reply, { receipt }) => {
    if (receipt.trim() === '') return reply.page(await ledgerPage(context, request, check, true), 422);
    const checked: Checked =
      receipt.length > LONGEST_RECEIPT
        ? { verdict: 'unreadable', code: 'ledger-receipt-malformed' }
        : await checkReceipt(context, receipt);
    return reply.page(<AnswerPage {...{ context, request, checked }} />, STATUS[checked.verdict]);
  });
}

/** An answer is an answer; only what cannot be read is the wrong thing to have sent. */
const STATUS: Readonly<Record<Checked['verdict'], number>> = {
  holds: 200,
  'another-story': 200,
  'another-log': 200,
  'not-as-signed': 200,
  unreadable: 422,
  'cut-short': 422,
};

/** So many stand on the page, which is light on a slow line; all of them are in the file. */
const SHOWN = 60;
/** Before the first checkpoint. */
const NOTHING = { size: 0, root: new Uint8Array() };

async function ledgerPage(context: Context, request: FastifyRequest, check: LeafCheck, missing: boolean) {
  const newest = await newestCheckpoint(context);
  const [vkey, open] = await Promise.all([logKey(context), saidOpenly(context)]);
  const shown = open.slice(0, SHOWN);
  const published = newest?.checkpoint ?? NOTHING;
  const leaves = shown.map(({ leaf }) => leaf);
  const standings = await check(context.store.read, published, leaves);
  const said = shown
    .map((one, i) => ({ ...one, standing: standings[i] ?? 'unchecked' }))
    // First what somebody has to look at.
    .sort((a, b) => Number(b.standing === 'altered') - Number(a.standing === 'altered'));
  tellOperator(context, standings);
  return <LedgerPage {...{ context, request, newest, said, missing, vkey }} />;
}

function tellOperator({ log }: Context, standings: readonly Standing[]): void {
  if (standings.includes('altered')) log({ event: 'fault', code: 'ledger-statement-altered' });
  if (standings.includes('unchecked')) log({ event: 'fault', code: 'ledger-files-broken' });
}
