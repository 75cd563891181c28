import { boxesOf, openBox, openRecord } from '@commonkey/vault';
import { reviewBoxFor } from '../../review/evidence/purposes.ts';
import { type CardFile, type PaperPicture, unpackCard, unpackPapers } from '../file-layout.ts';
import type { PortalHall } from './hall.ts';

/** What a reviewer's browser sees of the one application there is, opened as it opens it. */
export async function openedByReviewer({
  context,
  officers,
}: PortalHall): Promise<{ card: CardFile; papers: PaperPicture[]; share: Uint8Array }> {
  const { store, vault } = context;
  const { id } = await store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const released = await vault.release(
    store.read,
    { application: id, kinds: ['papers', 'card', 'review-box'] },
    { purpose: 'review', approvals: [officers[0]?.staffId ?? ''] },
  );
  const open = async (kind: string, share: Uint8Array | null) => {
    const record = released.find((one) => one.kind === kind);
    if (!record) throw new Error(`no ${kind}`);
    const { id: recordId, slotKey, sealed } = record;
    return openRecord({ recordId, slotKey, share, sealed });
  };
  const set = await open('review-box', null);
  const [key] = officers;
  const [box] = await boxesOf(set, key?.publicKey ?? '');
  const share = await openBox(key?.privateKey ?? new Uint8Array(), box ?? new Uint8Array(), reviewBoxFor(id));
  return {
    card: unpackCard(await open('card', share)),
    papers: unpackPapers(await open('papers', share)),
    share,
  };
}
