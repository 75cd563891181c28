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
  const box = records.find(({ kind }) => kind === 'review-box');
  if (!box) throw new Fault('record-unopenable');
  const [mine] = await boxesOf(await openPart(box, null), key.publicKey);
  if (!mine) throw new Fault('box-unopenable');
  const share = await openBox(key.privateKey, mine, reviewBoxFor(application));
  key.privateKey.fill(0);
  return openSealed(records, share);
}

/** Opens card and papers with the share, which is empty afterwards. Faults `record-unopenable`, `bundle-malformed`. */
export async function openSealed(records: readonly SealedPart[], share: Bytes | null): Promise<OpenFile> {
  const [card, papers] = ['card', 'papers'].map((kind) => records.find((one) => one.kind === kind));
  if (!card) throw new Fault('record-unopenable');
  try {
    const cardBytes = await openPart(card, share);
    const papersBytes = papers ? await openPart(papers, share) : null;
    const file = { card: unpackCard(cardBytes), papers: papersBytes ? unpackPapers(papersBytes) : [] };
    const all = [cardBytes, papersBytes, file.card.face, ...file.papers.map(({ jpeg }) => jpeg)];
    return { ...file, forget: () => all.forEach((one) => void one?.fill(0)) };
  } finally {
    share?.fill(0);
  }
}

async function openPart({ id, sealed, key }: SealedPart, share: Bytes | null): Promise<Bytes> {
  const slotKey = bytes(key);
  const plain = await openRecord({ recordId: id, slotKey, share, sealed: bytes(sealed) });
  slotKey.fill(0);
  return plain;
}
