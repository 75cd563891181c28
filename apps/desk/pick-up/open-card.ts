import { PICK_UP_BOX, readWaitingPerson, type WaitingCard, type WaitingPerson } from '@commonkey/shift';
import { openBox, openRecord, unpackBundle } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { bytesOf } from './wire.ts';

/** What a sheet or a code opens: what the card will say, and the picture as JPEG. */
export type OpenedCard = {
  readonly record: string;
  readonly person: WaitingPerson;
  readonly face: Uint8Array;
};

/**
 * Opens a waiting card with this desk's key and its holder's share, which is emptied. Fault `desk-pick-up-unreadable`: the two
 * do not belong together.
 */
export async function openCard(
  privateKey: Uint8Array,
  card: WaitingCard,
  share: Uint8Array,
): Promise<OpenedCard> {
  const { record } = card;
  try {
    const slotKey = await openBox(privateKey, bytesOf(card.key), PICK_UP_BOX);
    const sealed = bytesOf(card.sealed);
    const plain = await openRecord({ recordId: idOf(record), slotKey, share, sealed });
    slotKey.fill(0);
    const parts = unpackBundle(plain);
    plain.fill(0);
    const person = parts.find(({ kind }) => kind === 'person');
    const face = parts.find(({ kind }) => kind === 'face');
    if (!person || !face) throw new Fault<DeskCode>('desk-pick-up-unreadable');
    return { record, person: readWaitingPerson(person.bytes), face: face.bytes };
  } catch (cause) {
    throw new Fault<DeskCode>('desk-pick-up-unreadable', {}, { cause });
  } finally {
    share.fill(0);
  }
}

const idOf = (record: string): string =>
  record.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
