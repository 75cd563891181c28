import { boxesOf, concat, sha256 } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';

import type { ReviewCode } from '../../errors.ts';
import { recordOpening } from '../../openings.ts';
import { type LivingRow, livingRows } from '../living.ts';
import { base64url, type SealedHalf, sealedHalves } from '../sealed-half.ts';
import type { Newcomer, ToBegin, ToFinish, ToHand } from './giving.ts';
import { type Outlook, outlookOf } from './outlook.ts';

/** A member's run through the applications of one colleague, with the one key that their passkey opened. */
export type Run = { staffId: string; key: string; colleague: string };
export type Batch<T> = {
  newcomer: Newcomer;
  items: T[];
  /** Where the next batch goes on; null after the last. */
  next: string | null;
};

/** What comes back fits a request; 600 boxes are about 160 kB. */
const ROWS = 50;
const BOXES = 600;

/**
 * The next applications in which the member can begin a half for the colleague, with the member's own. Handing them out is
 * written down. Fault `half-colleague-unknown`: does not hold the office, has no key or no place, or is the member.
 */
export function nextToBegin(context: Context, run: Run, after: string | null): Promise<Batch<ToBegin>> {
  return nextBatch(context, run, after, 'half-begun', async (outlook, row, own) => {
    if (outlook.standing(row, run.colleague) !== 'begin') return null;
    const others = outlook.finishersOf(row, run.colleague).flatMap(({ keys }) => keys);
    const item = { application: row.id, tag: await tagOf(row), own, others };
    return { item, boxes: others.length };
  });
}

/** Those in which the member can finish what a colleague of both began. Fault as above. */
export function nextToFinish(context: Context, run: Run, after: string | null): Promise<Batch<ToFinish>> {
  return nextBatch(context, run, after, 'half-finished', async (outlook, row, own) => {
    if (outlook.standing(row, run.colleague) !== 'finish' || row.begun_masks === null) return null;
    const [mask] = await boxesOf(row.begun_masks, run.key);
    if (!mask) return null;
    const item = { application: row.id, tag: await tagOf(row), own, mask: base64url(mask) };
    return { item, boxes: 0 };
  });
}

/** Those of which the member has both halves and the colleague none: one of them can be the colleague's. Fault as above. */
export function nextToHand(context: Context, run: Run, after: string | null): Promise<Batch<ToHand>> {
  return nextBatch(context, run, after, 'half-handed', async (outlook, row) => {
    if (outlook.standing(row, run.colleague) !== 'hand' || row.share_commitment === null) return null;
    const mine = ownPlace(outlook, run);
    const own = await sealedHalves(row, [run.key]);
    const committed = base64url(row.share_commitment);
    return { item: { application: row.id, tag: await tagOf(row), own, committed, mine }, boxes: 2 };
  });
}

async function nextBatch<T>(
  context: Context,
  run: Run,
  after: string | null,
  purpose: 'half-begun' | 'half-finished' | 'half-handed',
  pick: (outlook: Outlook, row: LivingRow, own: SealedHalf) => Promise<{ item: T; boxes: number } | null>,
): Promise<Batch<T>> {
  return context.store.write(async (tx) => {
    const outlook = await outlookOf(tx, run.staffId);
    const newcomer = newcomerOf(outlook, run);
    const items: T[] = [];
    let [boxes, next] = [0, null as string | null];
    for await (const row of livingRows(tx, { after })) {
      const [own] = await sealedHalves(row, [run.key]);
      const picked = own && (await pick(outlook, row, own));
      if (!picked) continue;
      items.push(picked.item);
      boxes += picked.boxes + newcomer.keys.length;
      if (items.length < ROWS && boxes < BOXES) continue;
      next = row.id;
      break;
    }
    if (items.length > 0) await recordOpening(context, tx, run.staffId, purpose);
    return { newcomer, items, next };
  });
}

/** Fault `half-colleague-unknown`. */
export function newcomerOf(outlook: Outlook, { staffId, key, colleague }: Run): Newcomer {
  const me = outlook.officers.find((one) => one.staffId === staffId);
  const newcomer = outlook.officers.find((one) => one.staffId === colleague);
  const place = outlook.placeOf(colleague);
  if (!me?.keys.includes(key) || !newcomer || staffId === colleague || place === undefined)
    throw new Fault<ReviewCode>('half-colleague-unknown');
  return { keys: newcomer.keys, place };
}

/** Where the member's own half lies, and every key that it is sealed to. Fault `half-colleague-unknown`: they have no place. */
export function ownPlace(outlook: Outlook, { staffId }: Run): Newcomer {
  const me = outlook.officers.find((one) => one.staffId === staffId);
  const place = outlook.placeOf(staffId);
  if (!me || place === undefined) throw new Fault<ReviewCode>('half-colleague-unknown');
  return { keys: me.keys, place };
}

/** Changes with every new sharing and every half begun: what was made of an earlier state is told by it. */
export async function tagOf(row: LivingRow): Promise<string> {
  const { dual_boxes, begun_pieces, begun_masks } = row;
  const whole = concat(dual_boxes, begun_pieces ?? new Uint8Array(), begun_masks ?? new Uint8Array());
  return base64url(await sha256(whole));
}
