import type { LedgerEvent } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import { activeHolds, covers, type RecordRef } from '../holds/may-destroy.ts';
import { record } from '../store/record.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { HoldSentences } from '../store/tables/holds.ts';
import type { LegalCode } from './errors.ts';
import { lostWords, silentHolds, waitForSpeech } from './notice/silence.ts';

export const LONGEST_SENTENCE = 600;

export type Wording = { gag: boolean; sentences: HoldSentences };
const NONE: Wording = { gag: false, sentences: {} };
/** `lost`: an old copy of the database may have lost newer words, and `gag` is true until some are written. */
export type WordingNow = Wording & { lost: boolean };

/** Counsel's words on a hold, as a new row: what stood before stays. Fault `wording-too-long`. */
export async function writeWording(
  tx: Writer,
  hold: string,
  { gag, sentences }: Wording,
  { by, now, random }: { by: string; now: Date; random: (size: number) => Uint8Array },
): Promise<void> {
  const kept = Object.fromEntries(
    Object.entries(sentences)
      .map(([language, text]) => [language, plain(text)] as const)
      .filter(([, text]) => text !== ''),
  );
  if (Object.values(kept).some((text) => text.length > LONGEST_SENTENCE))
    throw new Fault<LegalCode>('wording-too-long', { most: LONGEST_SENTENCE });
  // What is being told of it just now is told before; once this is stored, nothing more is.
  if (gag) await waitForSpeech(tx, hold);
  const { salt } = await record(tx, wordedEvent(hold, { gag, sentences: kept }), random);
  await tx
    .insertInto('hold_wordings')
    .values({
      id: crypto.randomUUID(),
      hold,
      written_at: now,
      written_by: by,
      gag,
      sentences: kept,
      ledger_salt: salt,
    })
    .execute();
}

/**
 * What the ledger commits to: the sentences themselves, a fact for each language. The leaf is a salted digest of them all and
 * tells nobody anything; whoever is handed the opening reads what residents were told, and on which day it was changed.
 */
export const wordedEvent = (hold: string, { gag, sentences }: Wording): LedgerEvent => ({
  ...Object.fromEntries(Object.entries(sentences).map(([language, text]) => [`said-${language}`, text])),
  kind: 'hold-worded',
  hold,
  gag,
});

/** One paragraph: no line, no tab, and nothing that turns the direction of what stands around it. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/**
 * What somebody wrote and is not written yet; null where it is. To save it may not end a silence that came meanwhile.
 */
export function unwritten({ gag, sentences }: Wording, written: Wording | null): Wording | null {
  const texts = Object.entries(sentences).filter(([, text]) => plain(text) !== '');
  const same = texts.every(([tag, text]) => written?.sentences[tag] === plain(text));
  const silent = written?.gag === true;
  return same && (!gag || silent) ? null : { gag: gag || silent, sentences };
}

/**
 * Every hold's words that count, by its id, and whether it may be spoken of: `gag` is true for each of `silentHolds`. Nothing
 * of those that nobody wrote words about and that may be spoken of.
 */
export async function wordingsOf(
  read: Reader,
  holds: readonly string[],
): Promise<ReadonlyMap<string, WordingNow>> {
  if (holds.length === 0) return new Map();
  const rows = await read
    .selectFrom('hold_wordings')
    .distinctOn('hold')
    .select(['hold', 'gag', 'sentences'])
    .where('hold', 'in', [...holds])
    .orderBy('hold')
    .orderBy('turn', 'desc')
    .execute();
  const [silent, lost] = [await silentHolds(read), await lostWords(read)];
  const written = new Map(rows.map(({ hold, sentences }) => [hold, sentences]));
  return new Map(
    holds
      .filter((id) => written.has(id) || silent.has(id))
      .map((id) => [id, { gag: silent.has(id), sentences: written.get(id) ?? {}, lost: lost.has(id) }]),
  );
}

/**
 * What counsel wants somebody to be told whose records of these series a hold keeps; null: nothing besides the sentence that
 * everybody reads, which is true with a hold and without.
 *
 * A hold that may not be spoken of counts here as if it were not there: no page differs by it, whatever else is held. Where
 * several holds have words that differ, none is said.
 *
 * @param age of their application
 */
export async function saidOf(
  read: Reader,
  series: readonly string[],
  language: string,
  now: Date,
  age: number | null = null,
): Promise<string | null> {
  const holds = (await activeHolds(read, now)).filter(
    (hold) =>
      // Whom it was about nobody can tell from a row that was changed.
      !hold.altered && series.some((name) => covers(hold, ofResident(name, age))),
  );
  const wordings = await wordingsOf(
    read,
    holds.map(({ id }) => id),
  );
  const said = new Set(
    holds.flatMap(({ id }) => {
      const { gag, sentences } = wordings.get(id) ?? NONE;
      const text = Object.hasOwn(sentences, language) ? sentences[language] : undefined;
      return gag || text === undefined ? [] : [text];
    }),
  );
  const [only] = said;
  return said.size === 1 && only !== undefined ? only : null;
}

/** Those who ask applied online, and so are all of their records. */
export const ofResident = (series: string, age: number | null): RecordRef => ({
  ...{ series, date: null, due: '', channel: 'portal', age },
});
