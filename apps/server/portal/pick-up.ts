import { PICK_UP_BOX, RECORD_ID, type WaitingCard } from '@commonkey/shift';
import { sealBox } from '@commonkey/vault';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import { dropApplication, endApplication } from './end-application.ts';

/** Cards answered at once: each bears a picture. */
const PORTION = 20;
/** A day's pick-ups of one desk; more wait for the next. */
const MOST = 500;

const recordOf = (id: string): string => id.replaceAll('-', '');
const idOf = (record: string): string =>
  record.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * Cards that wait for their holders, sealed anew to one desk's pick-up key: the first call reserves what waits for this
 * shift, later ones page through it. Without the share on a holder's own sheet the desk opens none of them, and neither
 * does anybody else.
 *
 * @param boxKey the desk's P-256 point, uncompressed, base64url; its private half never leaves the desk's memory
 * @param after the last `record` already had; null at first
 */
export async function waitingCards(
  context: Context,
  { shift, staffId, boxKey, after }: { shift: string; staffId: string; boxKey: string; after: string | null },
): Promise<WaitingCard[]> {
  const { store, vault } = context;
  if (after === null) await store.write((tx) => reserve(tx, shift));
  const rows = await store.read
    .selectFrom('applications as a')
    .innerJoin('vault_records as r', 'r.application', 'a.id')
    .select(['a.id as application', 'r.id as record'])
    .where('a.pickup_shift', '=', shift)
    .where('r.kind', '=', 'card')
    .where('r.tombstoned_on', 'is', null)
    .$if(after !== null, (rows) => rows.where('r.id', '>', idOf(after ?? '')))
    .orderBy('r.id')
    .limit(PORTION)
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

/** In random order, by the ids: which card a desk gets says nothing about when somebody applied. */
async function reserve(tx: Writer, shift: string): Promise<void> {
  const free = await tx
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'approved')
    .where('pickup_shift', 'is', null)
    .orderBy('id')
    .limit(MOST)
    .forUpdate()
    .skipLocked()
    .execute();
  if (free.length === 0) return;
  await tx
    .updateTable('applications')
    .set({ pickup_shift: shift })
    .where(
      'id',
      'in',
      free.map(({ id }) => id),
    )
    .execute();
}

/**
 * Cards were handed over: everything of their applications ends now. Reported twice, by a line that came back and by the
 * closing statement, it is the same; a record that died meanwhile is nothing to report.
 *
 * @returns the applications, for `dropHandedOver` after the transaction
 */
export async function handedOver(
  context: Context,
  tx: Writer,
  shift: string,
  records: readonly string[],
): Promise<string[]> {
  const ids = records.filter((record) => RECORD_ID.test(record)).map(idOf);
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('vault_records as r')
    .innerJoin('applications as a', 'a.id', 'r.application')
    .select('a.id')
    .where('r.id', 'in', ids)
    .where('a.pickup_shift', '=', shift)
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

/** The desk has reported: what was not fetched waits for the next one. */
export async function releaseShift(tx: Writer, shift: string): Promise<void> {
  await tx
    .updateTable('applications')
    .set({ pickup_shift: null })
    .where('pickup_shift', '=', shift)
    .execute();
}
