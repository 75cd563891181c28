import {
  PICK_UP_BOX,
  readPickUp,
  readWaitingPerson,
  type WaitingCard,
  type WaitingPerson,
} from '@commonkey/shift';
import {
  type BoxKeys,
  fromBase64url,
  newBoxKeys,
  openBox,
  openRecord,
  toBase64url,
  unpackBundle,
} from '@commonkey/vault';
import { Fault, isFault } from '@commonkey/words';
import { askCityHall } from '../api/city-hall.ts';
import type { DeskCode } from '../codes.ts';

/** What a sheet opens: what the card will say, and the picture as JPEG. */
export type OpenedCard = {
  readonly record: string;
  readonly person: WaitingPerson;
  readonly face: Uint8Array;
};

/**
 * The cards that wait for pick-up at this desk. They and the key they are boxed to are in this page's memory alone: a
 * reload forgets them, and with a network they are fetched anew. None opens without its holder's sheet.
 */
export type Waiting = {
  count(): number;
  /** Asks city hall for what waits. Faults of `askCityHall`. */
  fetch(): Promise<void>;
  /** Faults `desk-pick-up-unreadable` (no sheet), `desk-pick-up-unknown` (not among those here). */
  open(sheet: string): Promise<OpenedCard>;
  /** The card went to its holder: forgotten here, and city hall is told where there is a line. */
  handedOver(record: string): Promise<void>;
};

type Ask = (path: string, body: unknown) => Promise<unknown>;

export function openWaiting(shift: string, ask: Ask = askCityHall): Waiting {
  const cards = new Map<string, WaitingCard>();
  const gone = new Set<string>();
  let keys: Promise<BoxKeys> | undefined;

  const fetchAll = async () => {
    keys ??= newBoxKeys();
    const { publicKey } = await keys;
    const box = jwkOf(publicKey);
    let after: string | null = null;
    for (;;) {
      const portion = readPortion(await ask('/api/pick-ups', { shift, box, after }));
      for (const card of portion) if (!gone.has(card.record)) cards.set(card.record, card);
      const last = portion.at(-1);
      if (!last) return;
      after = last.record;
    }
  };

  return {
    count: () => cards.size,
    fetch: fetchAll,
    async open(sheet) {
      const { record, share } = read(sheet);
      // Approved since the last look, perhaps: with a line one more look costs a moment.
      if (!cards.has(record) && !gone.has(record)) await fetchAll().catch(() => undefined);
      const card = cards.get(record);
      if (!card || !keys) throw new Fault<DeskCode>('desk-pick-up-unknown');
      const { privateKey } = await keys;
      try {
        const slotKey = await openBox(privateKey, bytesOf(card.key), PICK_UP_BOX);
        const plain = await openRecord({
          recordId: idOf(record),
          slotKey,
          share,
          sealed: bytesOf(card.sealed),
        });
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
    },
    async handedOver(record) {
      cards.delete(record);
      gone.add(record);
      try {
        await ask('/api/pick-ups/done', { shift, record });
      } catch (error) {
        // No line: the closing statement says it.
        if (!isFault(error)) throw error;
      }
    },
  };
}

function read(sheet: string) {
  try {
    return readPickUp(sheet);
  } catch (cause) {
    throw new Fault<DeskCode>('desk-pick-up-unreadable', {}, { cause });
  }
}

function readPortion(answer: unknown): WaitingCard[] {
  const cards: unknown = Reflect.get(Object(answer), 'cards');
  if (!Array.isArray(cards)) throw new Fault<DeskCode>('desk-city-hall-foreign');
  return cards.map((card: unknown) => {
    const { record, sealed, key } = Object(card) as Record<string, unknown>;
    if (typeof record !== 'string' || typeof sealed !== 'string' || typeof key !== 'string')
      throw new Fault<DeskCode>('desk-city-hall-foreign');
    return { record, sealed, key };
  });
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (!bytes) throw new Fault<DeskCode>('desk-city-hall-foreign');
  return bytes;
}

const idOf = (record: string): string =>
  record.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The wire's shape for a key, which is held against the curve on the other side (T1). */
function jwkOf(publicKey: string): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  const point = bytesOf(publicKey);
  return {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
  };
}
