import { isPlainDate, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Reader } from '../../store/store.ts';
import type { HoldSentences } from '../../store/tables/holds.ts';
import type { LegalNoticeTables, NoticeBasis } from '../../store/tables/legal-notices.ts';
import type { LegalCode } from '../errors.ts';
import { today } from '../review.ts';
import { LONGEST_SENTENCE, plain } from '../wording.ts';
import { found, lastingHold, requireOpen, requireSecond, requireSpeakable } from './deciding.ts';
import type { TellingCode } from './errors.ts';
import { noticePublished, publicNoticeEnded } from './events.ts';
import { silentHolds, wasSilenced } from './silence.ts';

/** Longest that a notice stands: whoever needs it for longer decides anew. */
export const LONGEST_DAYS = 366;

export type PublicNotice = Selectable<LegalNoticeTables['public_notices']> & { silenced: boolean };
export type PublicWish = {
  hold: string;
  basis: NoticeBasis;
  afterGag: boolean;
  sentences: HoldSentences;
  from: PlainDate;
  until: PlainDate;
};
type Parts = Pick<Context, 'store' | 'clock' | 'random' | 'program'>;

/**
 * The first of two writes a notice for the city's page, with the day on which it comes down.
 * @throws Fault `telling-words-missing` | `wording-too-long` | `telling-days-wrong`: no day, over before it begins or today, or
 *   longer than a year | `telling-gagged` | those of `openHold`, `hold-not-confirmed`
 */
export async function askToPublish(parts: Parts, wish: PublicWish, by: string): Promise<string> {
  const { hold, basis, afterGag, from, until } = wish;
  const sentences = cleaned(wish.sentences);
  if (!daysFit(from, until, today(parts))) throw new Fault<TellingCode>('telling-days-wrong');
  return parts.store.write(async (tx) => {
    await lastingHold(tx, hold);
    await requireSpeakable(tx, hold, afterGag);
    const id = crypto.randomUUID();
    await tx
      .insertInto('public_notices')
      .values({
        id,
        hold,
        basis,
        after_gag: afterGag,
        sentences,
        from_on: from,
        until_on: until,
        asked_at: parts.clock.now(),
        asked_by: by,
      })
      .execute();
    return id;
  });
}

/** The second of two agrees to it as it is written. Faults of `agreeToTell`. */
export async function publish(parts: Parts, { hold, id }: NoticeId, by: string): Promise<void> {
  await parts.store.write(async (tx) => {
    await lastingHold(tx, hold);
    const row = found(await oneNotice(tx, { hold, id }));
    requireSecond(row, by);
    await requireSpeakable(tx, hold, row.after_gag);
    const by_salt = newActedSalt(parts.random);
    const event = noticePublished(row, { asked: row.asked_by, agreed: by, salt: by_salt });
    const { salt } = await record(tx, event, parts.random);
    await tx
      .updateTable('public_notices')
      .set({ agreed_at: parts.clock.now(), agreed_by: by, ledger_salt: salt, by_salt })
      .where('id', '=', id)
      .execute();
  });
}

/** Takes it off the page before its day, or off the list of what waits for a second. One officer may. */
export async function takeDown(parts: Parts, { hold, id }: NoticeId, by: string): Promise<void> {
  const { store, clock, random } = parts;
  await store.write(async (tx) => {
    const row = found(await oneNotice(tx, { hold, id }));
    requireOpen(row);
    const agreed = row.agreed_at !== null;
    const ended_salt = agreed ? (await record(tx, publicNoticeEnded(id, hold), random)).salt : null;
    await tx
      .updateTable('public_notices')
      .set({ ended_at: clock.now(), ended_by: by, ended_salt })
      .where('id', '=', id)
      .execute();
  });
}

export type NoticeId = { hold: string; id: string };

/** What a hold's notices are and were, the newest first. */
export const noticesOf = (read: Reader, hold: string): Promise<PublicNotice[]> => rows(read, hold).execute();

const oneNotice = async (read: Reader, { hold, id }: NoticeId): Promise<PublicNotice | undefined> =>
  rows(read, hold).where('id', '=', id).executeTakeFirst();

const rows = (read: Reader, hold: string) =>
  read
    .selectFrom('public_notices')
    .selectAll()
    .select(wasSilenced('public_notices').as('silenced'))
    .where('hold', '=', hold)
    .orderBy('asked_at', 'desc')
    .orderBy('id');

export type Shown = { id: string; sentences: HoldSentences; from: PlainDate; until: PlainDate };

/**
 * What the city's page shows on a day, the newest first. A notice of a hold that may not be spoken of is as if it were not
 * there.
 */
export async function publicNotices(read: Reader, on: PlainDate): Promise<Shown[]> {
  const standing = await read
    .selectFrom('public_notices')
    .select(['id', 'hold', 'sentences', 'from_on as from', 'until_on as until'])
    .where('agreed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('from_on', '<=', on)
    .where('until_on', '>', on)
    .where(wasSilenced('public_notices'), '=', false)
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute();
  if (standing.length === 0) return [];
  const silent = await silentHolds(read);
  return standing.flatMap(({ hold, ...notice }) => (silent.has(hold) ? [] : [notice]));
}

function cleaned(sentences: HoldSentences): HoldSentences {
  const kept = Object.entries(sentences)
    .map(([language, text]) => [language, plain(text)] as const)
    .filter(([, text]) => text !== '');
  if (kept.length === 0) throw new Fault<TellingCode>('telling-words-missing');
  if (kept.some(([, text]) => text.length > LONGEST_SENTENCE))
    throw new Fault<LegalCode>('wording-too-long', { most: LONGEST_SENTENCE });
  return Object.fromEntries(kept);
}

function daysFit(from: string, until: string, on: PlainDate): boolean {
  if (!isPlainDate(from) || !isPlainDate(until) || until <= on || until <= from) return false;
  return Date.parse(until) - Date.parse(from) <= LONGEST_DAYS * 86_400_000;
}
