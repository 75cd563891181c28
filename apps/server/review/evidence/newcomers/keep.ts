import { type AddressedBox, addBoxes, boxesOf, fromBase64url, packBoxes } from '@commonkey/vault';
import type { Context } from '../../../context.ts';
import type { Writer } from '../../../store/store.ts';
import { type LivingRow, lockLiving } from '../living.ts';
import { bothPieces } from '../sealed-half.ts';
import { newcomerOf, ownPlace, type Run, tagOf } from './batches.ts';
import type { Addressed, Begun, Finished, Handed } from './giving.ts';
import { type Outlook, outlookOf } from './outlook.ts';

/** What was kept, and what was passed over because its application ended, or changed, since it was handed out. */
export type Kept = { kept: number; skipped: number };

/** Keeps what the first officer gave: the newcomer's piece, and the masks of all who may finish it. */
export function keepBegun(context: Context, run: Run, given: readonly Begun[]): Promise<Kept> {
  return keepEach(context, run, given, 'begin', async (outlook, row, { pieces, masks }) => {
    const { keys } = newcomerOf(outlook, run);
    const others = outlook.finishersOf(row, run.colleague).flatMap((holder) => holder.keys);
    if (!areFor(pieces, keys) || !areFor(masks, others)) return null;
    return {
      begun_pieces: await packBoxes(pieces.map(addressed)),
      begun_masks: await packBoxes(masks.map(addressed)),
    };
  });
}

/** Puts both pieces together, and nothing that was between the two officers stays. What did not open is to be begun anew. */
export function keepFinished(context: Context, run: Run, given: readonly Finished[]): Promise<Kept> {
  return keepEach(context, run, given, 'finish', async (outlook, row, { pieces }) => {
    const over = { begun_pieces: null, begun_masks: null };
    if (pieces.length === 0) return over;
    const both: AddressedBox[] = [];
    for (const { publicKey, box } of pieces.map(addressed)) {
      if (!newcomerOf(outlook, run).keys.includes(publicKey) || row.begun_pieces === null) return null;
      const [masked] = await boxesOf(row.begun_pieces, publicKey);
      if (masked) both.push({ publicKey, box: bothPieces(masked, box) });
    }
    return both.length === 0 ? null : { ...over, given_boxes: await addBoxes(row.given_boxes, both) };
  });
}

/** One half each in place of both with one. What a backup from before has, this does not reach (docs/adr/0049-one-person-both-halves.md). */
export function keepHanded(context: Context, run: Run, given: readonly Handed[]): Promise<Kept> {
  return keepEach(context, run, given, 'hand', async (outlook, _row, { mine, theirs }) => {
    if (!areFor(mine, ownPlace(outlook, run).keys) || !areFor(theirs, newcomerOf(outlook, run).keys))
      return null;
    const dual_boxes = await packBoxes([...mine, ...theirs].map(addressed));
    return { dual_boxes, halves_placed: true, begun_pieces: null, begun_masks: null };
  });
}

type Change = {
  dual_boxes?: Uint8Array;
  halves_placed?: boolean;
  given_boxes?: Uint8Array;
  begun_pieces: Uint8Array | null;
  begun_masks: Uint8Array | null;
};

/** Each in a transaction of its own: one that ended meanwhile holds up no other, and nothing waits long for a lock. */
async function keepEach<T extends { application: string; tag: string }>(
  context: Context,
  run: Run,
  given: readonly T[],
  standing: 'begin' | 'finish' | 'hand',
  changeOf: (outlook: Outlook, row: LivingRow, one: T) => Promise<Change | null>,
): Promise<Kept> {
  const outlook = await outlookOf(context.store.read, run.staffId);
  newcomerOf(outlook, run);
  const keep = async (tx: Writer, one: T): Promise<boolean> => {
    const row = await lockLiving(tx, one.application);
    if (!row || (await tagOf(row)) !== one.tag || outlook.standing(row, run.colleague) !== standing)
      return false;
    const change = await changeOf(outlook, row, one);
    if (!change) return false;
    await tx.updateTable('applications').set(change).where('id', '=', row.id).execute();
    return true;
  };
  let kept = 0;
  for (const one of given) if (await context.store.write((tx) => keep(tx, one))) kept += 1;
  return { kept, skipped: given.length - kept };
}

const addressed = ({ key, box }: Addressed): AddressedBox => ({
  publicKey: key,
  box: fromBase64url(box) ?? new Uint8Array(),
});

/** One box for each of these keys, and none for anybody else. */
function areFor(boxes: readonly Addressed[], keys: readonly string[]): boolean {
  const named = new Set(boxes.map(({ key }) => key));
  return boxes.length === keys.length && keys.length > 0 && keys.every((key) => named.has(key));
}
