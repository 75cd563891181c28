import { codeToWire, PICK_UP_SHARE_BOX, readPickUp, typedCode, type WaitingCard } from '@commonkey/shift';
import { type BoxKeys, newBoxKeys, openBox } from '@commonkey/vault';
import { Fault, isFault } from '@commonkey/words';
import { askCityHall } from '../api/city-hall.ts';
import type { DeskCode } from '../codes.ts';
import { type OpenedCard, openCard } from './open-card.ts';
import { type Ask, jwkOf, readCards, readCardWithShare, readTexts } from './wire.ts';

/** How a hand-over was reported: before every other desk, after one, or not yet. */
export type Reported = 'first' | 'second' | 'untold';

/**
 * The cards that wait for pick-up, as this desk has them. They and the key they are sealed to are in this page's memory alone:
 * a reload forgets them, and with a network they are fetched anew. None opens without its holder's sheet or code.
 */
export type Waiting = {
  count(): number;
  /**
   * Reports what was handed over, drops what waits no more and takes along what is new. Faults of `askCityHall`; what was here
   * is then still here.
   */
  look(): Promise<void>;
  /**
   * By the holder's sheet; where city hall can be asked, only while the card still waits. Faults `desk-pick-up-unreadable` (no sheet), `desk-pick-up-done` (handed over here),
   * `desk-pick-up-unknown` (waits no more, or not yet), `desk-pick-up-none-here` (nothing was fetched since this page began).
   */
  open(sheet: string): Promise<OpenedCard>;
  /** By the code that its holder types; needs a network. Faults `desk-code-opens-nothing`, and of `askCityHall`. */
  openByCode(typed: string): Promise<OpenedCard>;
  /** Asked before anything is signed. Without a network nobody can know better. Fault `desk-pick-up-over` */
  requireWaits(record: string): Promise<void>;
  /** The card went to its holder: forgotten here, and city hall is told where there is a line. */
  handedOver(record: string): Promise<Reported>;
  /** Ends it: cards and key are gone from this page. */
  forget(): void;
};

/** Cards asked for at once: each bears a picture. */
const PORTION = 20;
/** How long a person waits for an answer that a desk without a network does without. */
const PATIENCE_MS = 4000;

/** @param before records that this shift's chain says were handed over: after a restart they must not go out twice */
export function openWaiting(shift: string, before: readonly string[], ask: Ask = askCityHall): Waiting {
  const cards = new Map<string, WaitingCard>();
  const gone = new Set(before);
  const untold = new Set(before);
  let keys: Promise<BoxKeys> | undefined;
  let looked = false;
  let over = false;
  let looking: Promise<void> | undefined;

  const ownKeys = () => {
    keys ??= newBoxKeys();
    return keys;
  };
  const take = async (records: readonly string[]) => {
    const box = jwkOf((await ownKeys()).publicKey);
    for (const card of readCards(await ask('/api/pick-ups', { shift, box, records })))
      if (!gone.has(card.record) && !over) cards.set(card.record, card);
  };
  const tell = async (): Promise<string[]> => {
    // Sorted, so that nothing tells in which order people came.
    const records = [...untold].sort();
    if (records.length === 0) return [];
    const second = readTexts(await ask('/api/pick-ups/done', { shift, records }), 'second');
    for (const record of records) untold.delete(record);
    return second;
  };
  const lookOnce = async () => {
    await tell();
    const waits = new Set(readTexts(await ask('/api/pick-ups/waiting', { shift, record: null }), 'records'));
    for (const record of cards.keys()) if (!waits.has(record)) cards.delete(record);
    const wanted = [...waits].filter((record) => !cards.has(record) && !gone.has(record));
    for (let at = 0; at < wanted.length; at += PORTION) await take(wanted.slice(at, at + PORTION));
    looked = true;
  };
  const stillWaits = async (record: string): Promise<'waits' | 'gone' | 'unknown'> => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await ask('/api/pick-ups/waiting', { shift, record }, { signal }).catch(
      (error: unknown) => {
        if (isShiftOver(error)) forget();
        return null;
      },
    );
    if (answer === null) return 'unknown';
    return readTexts(answer, 'records').includes(record) ? 'waits' : 'gone';
  };
  const forget = () => {
    over = true;
    cards.clear();
    void keys?.then(({ privateKey }) => privateKey.fill(0));
    keys = undefined;
  };

  return {
    count: () => cards.size,
    forget,
    look() {
      if (over) return Promise.resolve();
      looking ??= lookOnce()
        .catch((error: unknown) => {
          if (isShiftOver(error)) forget();
          throw error;
        })
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
    async open(sheet) {
      const { record, share } = readSheet(sheet);
      if (gone.has(record)) throw new Fault<DeskCode>('desk-pick-up-done');
      // Approved since the last look, perhaps: with a line asking for it costs a moment.
      if (!cards.has(record) && !over) await take([record]).catch(() => undefined);
      // Taken back since, perhaps: what nobody may open any more is not even shown.
      else if ((await stillWaits(record)) === 'gone') cards.delete(record);
      const card = cards.get(record);
      if (!card || !keys) {
        share.fill(0);
        throw new Fault<DeskCode>(looked ? 'desk-pick-up-unknown' : 'desk-pick-up-none-here');
      }
      return openCard((await keys).privateKey, card, share);
    },
    async openByCode(typed) {
      const letters = typedCode(typed);
      if (letters === undefined) throw new Fault<DeskCode>('desk-code-opens-nothing');
      const { publicKey, privateKey } = await ownKeys();
      const wish = { shift, box: jwkOf(publicKey), code: codeToWire(letters) };
      const answer = await ask('/api/pick-ups/code', wish).catch((error: unknown) => {
        throw isRefused(error, 'code-opens-no-card') ? new Fault<DeskCode>('desk-code-opens-nothing') : error;
      });
      const { card, share } = readCardWithShare(answer);
      if (gone.has(card.record)) throw new Fault<DeskCode>('desk-pick-up-done');
      return openCard(privateKey, card, await openBox(privateKey, share, PICK_UP_SHARE_BOX));
    },
    async requireWaits(record) {
      if ((await stillWaits(record)) !== 'gone') return;
      cards.delete(record);
      throw new Fault<DeskCode>('desk-pick-up-over');
    },
    async handedOver(record) {
      cards.delete(record);
      gone.add(record);
      untold.add(record);
      try {
        return (await tell()).includes(record) ? 'second' : 'first';
      } catch (error) {
        // No line: the next look says it, or the closing statement.
        if (!isFault(error)) throw error;
        return 'untold';
      }
    },
  };
}

function readSheet(sheet: string) {
  try {
    return readPickUp(sheet);
  } catch (cause) {
    throw new Fault<DeskCode>('desk-pick-up-unreadable', {}, { cause });
  }
}

const isRefused = (error: unknown, reason: string): boolean =>
  isFault(error) && error.code === 'desk-city-hall-refused' && error.params.reason === reason;

/** Closed from elsewhere, or its hours are over: then nothing of it stays here. */
const isShiftOver = (error: unknown): boolean => isRefused(error, 'shift-unknown');
