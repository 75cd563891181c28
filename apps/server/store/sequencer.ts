import {
  append,
  EMPTY_FRONTIER,
  type Frontier,
  leafHash,
  packFrontier,
  root,
  unpackFrontier,
} from '@commonkey/ledger';
import { sql } from 'kysely';
import type { Clock, Random } from '../clock.ts';
import { type Reader, type Store, type Writer, wholeTransaction } from './store.ts';

/** Signs a checkpoint and answers with its note. Asked again for the same tree it must not refuse. */
export type SignCheckpoint = (tree: { size: number; root: Uint8Array }) => Promise<string>;
/** Ends the queue's rows once they are in the tree; the holds room's `destroy`. */
export type EndSequenced = (tx: Writer, commitments: readonly Uint8Array[]) => Promise<void>;

/** Checkpoints are signed for full hours, whatever happened in them. */
const SLOT_MS = 3_600_000;
/** Leaves come in blocks of this many, filled up with random ones: their number tells no hour's business. */
const BLOCK = 16;
const SEQUENCING = 7_230_003;

/**
 * Numbers what was recorded since the last full hour, pads, shuffles, and signs a checkpoint for this one. Any number of
 * processes may call it at any time: one works, and one checkpoint is made for each hour.
 *
 * Numbering is stored before anything is signed, so that a crash in between signs the same tree again and never another
 * of the same size.
 *
 * @returns size of the newly signed tree, or null when this hour is done
 */
export async function sequence(
  store: Store,
  parts: { clock: Clock; random: Random; sign: SignCheckpoint; end: EndSequenced },
): Promise<number | null> {
  const slot = new Date(Math.floor(parts.clock.now().getTime() / SLOT_MS) * SLOT_MS);
  await store.write((tx) => numberLeaves(tx, slot, parts));
  // What a larger signed tree covers needs no signature any more: a database put back from a copy may know such a one.
  const unsigned = await store.read
    .selectFrom('ledger_checkpoints')
    .select(['tree_size', 'frontier'])
    .where('note', 'is', null)
    .where('tree_size', '>', (of) =>
      of
        .selectFrom('ledger_checkpoints')
        .select(({ fn }) => fn.coalesce(fn.max('tree_size'), sql<number>`0`).as('size'))
        .where('note', 'is not', null),
    )
    .orderBy('tree_size')
    .execute();
  let signed: number | null = null;
  for (const { tree_size: size, frontier } of unsigned) {
    const note = await parts.sign({ size, root: root(unpackFrontier(size, frontier)) });
    await store.write((tx) =>
      tx
        .updateTable('ledger_checkpoints')
        .set({ note })
        .where('tree_size', '=', size)
        .where('note', 'is', null)
        .execute(),
    );
    signed = size;
  }
  return signed;
}

async function numberLeaves(
  tx: Writer,
  slot: Date,
  { random, end }: { random: Random; end: EndSequenced },
): Promise<void> {
  // Waiting for the lock and then finding the hour done is how a second process loses the race.
  await sql`select pg_advisory_xact_lock(${SEQUENCING})`.execute(wholeTransaction(tx));
  const last = await lastCheckpoint(tx);
  if (last && last.slot >= slot) return;
  const waiting = (await tx.selectFrom('ledger_unsequenced').select('commitment').execute()).map(
    (r) => r.commitment,
  );
  // At least one of them, always: nobody may count what they know and conclude that there is nothing else.
  const padding = BLOCK - (waiting.length % BLOCK);
  const leaves = shuffle([...waiting, ...Array.from({ length: padding }, () => random(32))], random);
  let frontier = last?.frontier ?? EMPTY_FRONTIER;
  for (const commitment of leaves) frontier = append(frontier, leafHash(commitment));
  await insertLeaves(tx, last?.frontier.size ?? 0, leaves);
  await tx
    .insertInto('ledger_checkpoints')
    .values({ tree_size: frontier.size, slot, frontier: packFrontier(frontier) })
    .execute();
  for (const part of inParts(waiting)) await end(tx, part);
}

/** One list, however many leaves there are: a statement carries 65,535 and is slow to plan long before. */
async function insertLeaves(tx: Writer, from: number, leaves: readonly Uint8Array[]): Promise<void> {
  await sql`
    insert into ledger_leaves (leaf_index, commitment)
    select ${from} + place - 1, commitment from unnest(${leaves}::bytea[]) with ordinality as leaf (commitment, place)
  `.execute(wholeTransaction(tx));
}

/** The holds room ends at most 10,000 rows at once. */
const AT_ONCE = 5_000;

function* inParts<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += AT_ONCE) yield items.slice(at, at + AT_ONCE);
}

async function lastCheckpoint(tx: Reader): Promise<{ slot: Date; frontier: Frontier } | null> {
  const row = await tx
    .selectFrom('ledger_checkpoints')
    .select(['tree_size', 'slot', 'frontier'])
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { slot: row.slot, frontier: unpackFrontier(row.tree_size, row.frontier) } : null;
}

/** Fisher–Yates with 48-bit draws: the bias for any list that fits in memory is below 2^-20. */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const draw = random(6).reduce((value, byte) => value * 256 + byte, 0);
    const j = draw % (i + 1);
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a !== undefined && b !== undefined) [shuffled[i], shuffled[j]] = [b, a];
  }
  return shuffled;
}
