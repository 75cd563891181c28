import { type Bytes, boxesOf, openBox, openRecord, unpackBundle } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { reviewBoxFor } from '../evidence/purposes.ts';
import type { Opened, SealedPart } from '../open.ts';
import type { OpenKey } from './key.ts';
import { bytes } from './passkey.ts';

/** What a resident sent, as bytes: it exists in the reviewer's page alone, until `forget`. */
export type OpenFile = { answers: Bytes; face: Bytes | null; papers: readonly Bytes[]; forget(): void };

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
    const parts = unpackBundle(await openPart(card, share));
    const papers = unpackBundle(await openPart(papersRecord, share))
      .filter(({ kind }) => kind === 'paper')
      .map((part) => part.bytes);
    const of = (kind: string) => parts.find((part) => part.kind === kind)?.bytes ?? null;
    const answers = of('answers');
    if (!answers) throw new Fault('bundle-malformed');
    const all = [...parts.map((part) => part.bytes), ...papers];
    return { answers, face: of('face'), papers, forget: () => all.forEach((one) => void one.fill(0)) };
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
