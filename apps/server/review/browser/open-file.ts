import { type Bytes, boxesOf, openBox, openRecord } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { type CardFile, type PaperPicture, unpackCard, unpackPapers } from '../../portal/file-layout.ts';
import { reviewBoxFor } from '../evidence/purposes.ts';
import type { Opened, SealedPart } from '../open.ts';
import type { OpenKey } from './key.ts';
import { bytes } from './passkey.ts';

/** What a resident sent: it exists in the reviewer's page alone, until `forget`. Strings go when nothing refers to them. */
export type OpenFile = { card: CardFile; papers: readonly PaperPicture[]; forget(): void };

/**
 * Opens what city hall handed out: the box that is this officer's yields the share, and share and slot keys open the rest.
 * Faults `box-unopenable`: sealed before this key was made; `record-unopenable`, `bundle-malformed`.
 */
export async function openFile({ application, records }: Opened, key: OpenKey): Promise<OpenFile> {
  const [box, papersRecord, card] = ['review-box', 'papers', 'card'].map((kind) =>
    records.find((one) => one.kind === kind),
  );
  if (!box || !papersRecord || !card) throw new Fault('record-unopenable');
  const set = await openPart(box, null);
  const [mine] = await boxesOf(set, key.publicKey);
  if (!mine) throw new Fault('box-unopenable');
  const share = await openBox(key.privateKey, mine, reviewBoxFor(application));
  key.privateKey.fill(0);
  try {
    const [cardBytes, papersBytes] = [await openPart(card, share), await openPart(papersRecord, share)];
    const file = { card: unpackCard(cardBytes), papers: unpackPapers(papersBytes) };
    const all = [cardBytes, papersBytes, file.card.face, ...file.papers.map(({ jpeg }) => jpeg)];
    return { ...file, forget: () => all.forEach((one) => void one.fill(0)) };
  } finally {
    share.fill(0);
  }
}

async function openPart({ id, sealed, key }: SealedPart, share: Bytes | null): Promise<Bytes> {
  const slotKey = bytes(key);
  const plain = await openRecord({ recordId: id, slotKey, share, sealed: bytes(sealed) });
  slotKey.fill(0);
  return plain;
}
