import { boxesOf, openBox, openRecord } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import type { KeeperLink } from '../../../keeper/client.ts';
import type { KeyPurpose } from '../../../keeper/operations.ts';
import type { Store } from '../../../store/store.ts';
import type { Blobs } from '../../../vault/blobs/blobs.ts';
import { bytesOf, type RecordRow } from '../../../vault/records.ts';
import type { BoxKeys, Kind, Plain } from './small-city.ts';

/** What somebody has in their hands. Nothing else is asked of the code under test. */
export type Hands = {
  keeper: Pick<KeeperLink, 'ask'> | null;
  /** For what the key process is asked; null: it is not asked for that kind. */
  purpose: (kind: Kind) => KeyPurpose | null;
  approvals: readonly string[];
  /** Two officers' halves, joined. */
  share: Uint8Array | null;
  reviewer: BoxKeys | null;
};

/** Opens all that these hands open, one record after the other, and says what it read. */
export async function everythingOpened(
  { store, blobs }: { store: Store; blobs: Blobs },
  hands: Hands,
): Promise<Plain[]> {
  const rows = await store.read.selectFrom('vault_records').selectAll().execute();
  const halved = await store.read
    .selectFrom('applications')
    .select('id')
    .where('dual_boxes', 'is not', null)
    .execute();
  const found: Plain[] = [];
  for (const row of rows) {
    const kind = row.kind as Kind;
    if (kind === 'review-box') continue;
    const slotKey = await slotOf(row, kind, hands);
    if (slotKey === null) continue;
    const joined = halved.some(({ id }) => id === row.application) ? hands.share : null;
    for (const share of [null, joined, await shareByReview(row, rows, hands)]) {
      const plain = await openRecord({
        recordId: row.id,
        slotKey,
        share,
        sealed: await bytesOf(blobs, row),
      }).catch(() => null);
      if (plain === null) continue;
      found.push(JSON.parse(Buffer.from(plain).toString()) as Plain);
      break;
    }
  }
  return found;
}

/** A refusal and a dead key are both no key. */
async function slotOf(row: RecordRow, kind: Kind, { keeper, purpose, approvals }: Hands) {
  const reason = purpose(kind);
  if (keeper === null || reason === null) return null;
  try {
    const { keys } = await keeper.ask('vault-open', {
      items: [{ epoch: row.epoch, slot: row.slot }],
      purpose: reason,
      approvals,
    });
    const [key] = keys;
    return key === null || key === undefined ? null : new Uint8Array(Buffer.from(key, 'base64url'));
  } catch (error) {
    if (!isFault(error)) throw error;
    return null;
  }
}

/** The share out of the reviewers' box, where one is there and opens for this reviewer. */
async function shareByReview(row: RecordRow, rows: readonly RecordRow[], hands: Hands) {
  const box = rows.find((one) => one.application === row.application && one.kind === 'review-box');
  if (!box || !hands.reviewer) return null;
  const slotKey = await slotOf(box, 'review-box', hands);
  if (slotKey === null || box.sealed === null) return null;
  const set = await openRecord({ recordId: box.id, slotKey, share: null, sealed: box.sealed });
  const [sealed] = await boxesOf(set, hands.reviewer.publicKey);
  return sealed ? openBox(hands.reviewer.privateKey, sealed, row.application ?? '') : null;
}
