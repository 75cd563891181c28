import type { Context } from '../../context.ts';
import { type EndedAgain, endAgain, listAgain } from '../../holds/end-again.ts';
import { scheduleOf } from '../../holds/holds.ts';
import type { Writer } from '../../store/store.ts';
import { readLiving, readRows } from './files.ts';
import { receiptedIn } from './receipted.ts';
import { countRows, insertRows, lacking, leavesOf, rowsIn } from './rows.ts';

type Parts = Pick<Context, 'store' | 'config' | 'program' | 'secrets' | 'holds' | 'clock' | 'random'>;

/** `rows`: of the registers, that came back. `lost`: records that a certificate lists and this copy has not. */
export type PutBack = EndedAgain & { rows: number; lost: number };

/**
 * Gives an old copy of the database back what is known outside it: receipts, certificates and their steps, with the leaves that
 * they were committed to; the lists of certificates under way; and the end of what had ended. All of it or nothing.
 */
export async function putBack(parts: Parts): Promise<PutBack> {
  const { store, config, program, secrets, holds, clock, random } = parts;
  const none: PutBack = { rows: 0, lost: 0, again: 0, kept: 0, unproven: 0 };
  const known = await readRows(config.dataFolder);
  const living = await readLiving(config.dataFolder);
  if (known === null) return none;
  return store.write(async (tx) => {
    const missing = lacking(await rowsIn(tx), known);
    const rows = countRows(missing);
    // What is kept of the living was looked at after what is kept of the rows: it is newer than this copy if those are.
    if (rows === 0) return none;
    await insertRows(tx, missing);
    await commitAgain(tx, leavesOf(missing, known.certificates));
    if (living === null) return { ...none, rows };
    const lost = await listAgain(tx, living, await through(tx), secrets.codes);
    const ended = await endAgain(
      tx,
      { living, receipted: receiptedIn(missing) },
      { seriesOf: scheduleOf(program.program).seriesOf, ask: holds.mayDestroy },
      { now: clock.now(), random },
    );
    return { rows, lost, ...ended };
  });
}

/** What was numbered meanwhile is found in the published files, and then waits no longer. */
async function commitAgain(tx: Writer, leaves: readonly Uint8Array[]): Promise<void> {
  const there = new Set<string>();
  for (const table of ['ledger_unsequenced', 'ledger_leaves'] as const) {
    const found = await tx
      .selectFrom(table)
      .select('commitment')
      .where('commitment', '=', (eb) => eb.fn.any(eb.val(leaves)))
      .execute();
    for (const { commitment } of found) there.add(hex(commitment));
  }
  const waiting = leaves.filter((leaf) => !there.has(hex(leaf))).map((commitment) => ({ commitment }));
  for (let at = 0; at < waiting.length; at += AT_ONCE)
    await tx
      .insertInto('ledger_unsequenced')
      .values(waiting.slice(at, at + AT_ONCE))
      .execute();
}

const AT_ONCE = 5_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const LISTING: ReadonlySet<string> = new Set(['drafted', 'filed', 'received']);

/** Certificates that list nothing any more. */
async function through(tx: Writer): Promise<string[]> {
  const steps = await tx
    .selectFrom('certificate_steps')
    .select(['certificate', 'step'])
    .orderBy('place')
    .execute();
  const last = new Map(steps.map(({ certificate, step }) => [certificate, step]));
  return [...last].flatMap(([id, step]) => (LISTING.has(step) ? [] : [id]));
}
