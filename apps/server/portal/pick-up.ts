import { PICK_UP_BOX, PICK_UP_SHARE_BOX, RECORD_ID, type WaitingCard } from '@commonkey/shift';
import { sealBox } from '@commonkey/vault';
import type { Context } from '../context.ts';
import type { Reader, Writer } from '../store/store.ts';
import { findByCode, settleCode } from './after/find.ts';
import { today } from './draft.ts';
import { dropApplication, endApplication } from './end-application.ts';

/** Cards answered at once: each bears a picture. */
export const PORTION = 20;
/** What one desk carries: about 50 MB of sealed pictures in a page's memory. A card beyond them is fetched by its sheet. */
const MOST = 500;

/** Whose keys the cards are sealed to: a desk's P-256 point, uncompressed, base64url; its private half never leaves the desk. */
export type DeskBox = { staffId: string; boxKey: string };

const recordOf = (id: string): string => id.replaceAll('-', '');
const idOf = (record: string): string =>
  record.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const idsOf = (records: readonly string[]): string[] =>
  records.filter((record) => RECORD_ID.test(record)).map(idOf);

/**
 * Records that wait for their holders, by id: those whose last day is nearest, where there are more than a desk carries. By
 * the ids, which are random: their order says nothing about when somebody applied.
 *
 * @param record asks for this one alone
 */
export async function waitingRecords(context: Context, record: string | null): Promise<string[]> {
  const rows = await waiting(context.store.read, context, await lostCards(context))
    .$if(record !== null, (some) => some.where('r.id', 'in', idsOf([record ?? ''])))
    .orderBy('r.ends_on')
    .limit(MOST)
    .execute();
  return rows.map(({ record }) => recordOf(record)).sort();
}

/**
 * Cards that wait, sealed anew to one desk's pick-up key; what waits no more is left out. Without the share on a holder's own
 * sheet the desk opens none of them, and neither does anybody else. Faults of the key process.
 *
 * @param records at most `PORTION` of `waitingRecords`, or what a sheet names
 */
export async function takeAlong(
  context: Context,
  { staffId, boxKey }: DeskBox,
  records: readonly string[],
): Promise<WaitingCard[]> {
  const { store, vault } = context;
  const ids = idsOf(records).slice(0, PORTION);
  if (ids.length === 0) return [];
  const rows = await waiting(store.read, context, await lostCards(context))
    .where('r.id', 'in', ids)
    .orderBy('r.id')
    .execute();
  const cards: WaitingCard[] = [];
  for (const { application } of rows) {
    const which = { application, kinds: ['card'] } as const;
    const [card] = await vault.release(store.read, which, { purpose: 'desk', approvals: [staffId] });
    if (!card) continue;
    const key = await sealBox(boxKey, card.slotKey, PICK_UP_BOX);
    card.slotKey.fill(0);
    cards.push({
      record: recordOf(card.id),
      sealed: Buffer.from(card.sealed).toString('base64url'),
      key: Buffer.from(key).toString('base64url'),
    });
  }
  return cards;
}

/**
 * The card that a continuation code stands for, with its holder's share sealed to the desk: what their sheet would say. One
 * answer, and one work, for a code that is wrong, used, expired or never issued, and for one whose card does not wait (CC-03).
 *
 * @param code as typed; kept and logged nowhere
 */
export async function takeByCode(
  context: Context,
  desk: DeskBox,
  code: string,
): Promise<{ card: WaitingCard; share: string } | undefined> {
  const { store } = context;
  const found = await findByCode(context, code);
  if (!found?.file) return undefined;
  try {
    const row = await waiting(store.read, context, await lostCards(context))
      .where('a.id', '=', found.application.id)
      .executeTakeFirst();
    if (!row) return undefined;
    if ((await store.write((tx) => settleCode(context, tx, found))) !== true) return undefined;
    const [card] = await takeAlong(context, desk, [recordOf(row.record)]);
    if (!card) return undefined;
    const share = await sealBox(desk.boxKey, found.file, PICK_UP_SHARE_BOX);
    return { card, share: Buffer.from(share).toString('base64url') };
  } finally {
    found.file.fill(0);
    found.draft?.fill(0);
  }
}

/** Tables declared lost in which cards lie: nobody fetches those, and one asked for with others would leave a desk without any. */
const lostCards = ({ vault, store }: Context): Promise<readonly string[]> =>
  vault.lostTables(store.read, { states: ['approved'], kinds: ['card'] });

function waiting(read: Reader, context: Context, lost: readonly string[]) {
  return read
    .selectFrom('applications as a')
    .innerJoin('vault_records as r', 'r.application', 'a.id')
    .select(['a.id as application', 'r.id as record'])
    .where('a.state', '=', 'approved')
    .where('r.kind', '=', 'card')
    .where('r.tombstoned_on', 'is', null)
    .where('r.ends_on', '>', today(context))
    .$if(lost.length > 0, (some) => some.where('r.epoch', 'not in', lost));
}

/**
 * Cards were handed over: everything of their applications ends now. A record that died meanwhile, or waits for no pick-up, is
 * nothing to report.
 *
 * @returns the applications, for `dropHandedOver` after the transaction
 */
export async function handedOver(
  context: Context,
  tx: Writer,
  records: readonly string[],
): Promise<string[]> {
  const ids = idsOf(records);
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('vault_records as r')
    .innerJoin('applications as a', 'a.id', 'r.application')
    .select('a.id')
    .where('r.id', 'in', ids)
    .where('r.kind', '=', 'card')
    .where('a.state', '=', 'approved')
    .execute();
  for (const { id } of rows) await endApplication(context, tx, id, 'handed-over');
  return rows.map(({ id }) => id);
}

/** Second step. Where the keeper is away the tombstones stay, and the destroyer's next round goes on. */
export async function dropHandedOver(context: Context, applications: readonly string[]): Promise<void> {
  for (const application of applications) {
    await context.vault.finish({ application });
    await dropApplication(context, application, 'handed-over');
  }
}
