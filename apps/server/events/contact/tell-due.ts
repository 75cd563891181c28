import type { PlainDate } from '@commonkey/program';
import { openRecord } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { type NoticeWay, openSenders, type Sender, waysOf } from '../../notices/service.ts';
import { shuffle } from '../../store/sequencer.ts';
import { cityNow } from '../days.ts';
import { type EventContact, unpackContact } from './file.ts';
import { type News, wordNews } from './news-words.ts';
import { soonest } from './queue.ts';
import { standingOf } from './standing.ts';

const MINUTE = 60_000;
/** A pass ends before the queue takes its job for lost and starts another. */
const PASS_MS = 10 * MINUTE;
/** Longer than a carrier is waited for: whoever comes meanwhile leaves it alone. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 240;
/** After so many a day has passed, and nobody takes it. */
const MOST_TRIES = 12;

type Claimed = News & { id: string; tag: Uint8Array; piece: number };
type Outcome = 'sent' | 'gone' | 'later' | 'away' | 'closed';

/** Of one contact; the others of a pass need not wait for it. */
const OF_ONE = new Set(['record-gone', 'vault-keys-lost', 'record-unopenable', 'blob-missing']);

/**
 * Tells what is due to those who left a contact with their places. Each is put off and marked before it is handed over: a crash
 * before the carrier took it over costs minutes. After one while it was handed over nobody knows whether it went; it is sent
 * again, and the log and the row say so. Two passes at once send nothing twice.
 * @returns how many were sent
 */
export async function tellDue(context: Context): Promise<number> {
  const { notices: settings, clock, log, random, program } = context;
  const now = clock.now();
  const ways = waysOf(settings);
  const awake = soonest(program.program.city.timeZone, now) <= now;
  const due = awake && ways.length > 0 ? await dueNow(context) : [];
  if (due.length === 0) return 0;
  const until = now.getTime() + PASS_MS;
  const senders: Partial<Record<NoticeWay, Sender>> = openSenders(settings, random);
  const away = new Set<NoticeWay>();
  let sent = 0;
  try {
    for (const id of shuffle(due, random)) {
      if (clock.now().getTime() > until || ways.every((way) => away.has(way))) break;
      const claimed = await claim(context, id);
      if (!claimed) continue;
      const outcome = await attempt(context, claimed, senders, away);
      await settle(context, claimed, outcome);
      if (outcome === 'sent') sent += 1;
      if (outcome === 'closed') break;
    }
  } finally {
    for (const sender of Object.values(senders)) sender.close();
  }
  if (sent > 0) log({ event: 'notices', count: sent });
  return sent;
}

const dueNow = async (context: Context): Promise<string[]> => {
  const rows = await context.store.read
    .selectFrom('event_contacts')
    .select('id')
    .where('due_at', '<=', context.clock.now())
    .where('ends_on', '>', cityNow(context).day)
    .execute();
  return rows.map(({ id }) => id);
};

/** Undefined where somebody else was first. */
async function claim(context: Context, id: string): Promise<Claimed | undefined> {
  const { store, clock, log } = context;
  const now = clock.now();
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('event_contacts as c')
      .innerJoin('event_days as e', 'e.id', 'c.event')
      .select(['c.tag', 'c.about', 'c.news', 'c.trying', 'c.tries', 'c.again', 'e.day', 'e.state'])
      .where('c.id', '=', id)
      .where('c.due_at', '<=', now)
      .where('c.ends_on', '>', cityNow(context).day)
      .forUpdate('c')
      .executeTakeFirst();
    if (!row?.tag) return undefined;
    const unsure = row.trying !== null;
    if (unsure) log({ event: 'fault', code: 'notice-twice' });
    const wait = Math.min(FIRST_WAIT * 2 ** row.tries, LONGEST_WAIT);
    await tx
      .updateTable('event_contacts')
      .set({
        trying: row.news,
        tries: row.tries + 1,
        again: row.again + (unsure ? 1 : 0),
        due_at: new Date(now.getTime() + wait * MINUTE),
      })
      .where('id', '=', id)
      .execute();
    const { tag, about, news: piece, day, state } = row;
    return { id, tag, about, piece, day: day as PlainDate, state };
  });
}

async function attempt(
  context: Context,
  claimed: Claimed,
  senders: Partial<Record<NoticeWay, Sender>>,
  away: Set<NoticeWay>,
): Promise<Outcome> {
  try {
    const standing = await standingOf(context.store.read, claimed.tag);
    // Who lost a draw is told so, and of nothing else.
    if (!standing || (standing.as === 'lost' && claimed.about !== 'drawn')) return 'gone';
    const contact = await openContact(context, claimed.id);
    if (!contact) return 'gone';
    const sender = senders[contact.by];
    if (!sender) return 'later';
    if (away.has(contact.by)) return 'away';
    return await hand(context, sender, contact, claimed, away);
  } catch (error) {
    return OF_ONE.has(noted(context, error)) ? 'later' : 'closed';
  }
}

async function hand(
  context: Context,
  sender: Sender,
  contact: EventContact,
  news: News,
  away: Set<NoticeWay>,
): Promise<Outcome> {
  try {
    await sender.send(contact.address, wordNews(contact, news));
    return 'sent';
  } catch (error) {
    if (noted(context, error) === 'notice-refused') return 'later';
    away.add(contact.by);
    return 'away';
  }
}

/** Opened by the key process for this purpose and no other. Null: it has ended. */
async function openContact({ vault, store }: Context, matter: string): Promise<EventContact | null> {
  const purpose = { purpose: 'event-news', approvals: [] } as const;
  const [released] = await vault.release(store.read, { matter, kinds: ['event-contact'] }, purpose);
  if (!released) return null;
  const { id: recordId, slotKey, sealed } = released;
  try {
    const plain = await openRecord({ recordId, slotKey, share: null, sealed });
    const contact = unpackContact(plain);
    plain.fill(0);
    return contact;
  } finally {
    slotKey.fill(0);
  }
}

/** What came of it. What became news meanwhile is told by the next pass. */
async function settle(
  { store, clock, program }: Context,
  { id, piece }: Claimed,
  outcome: Outcome,
): Promise<void> {
  await store.write(async (tx) => {
    const row = await tx
      .selectFrom('event_contacts')
      .select(['news', 'tries', 'due_at', 'trying', 'tag'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    // Taken back, or another's meanwhile.
    if (!row?.tag || row.trying !== piece) return;
    const done = outcome === 'sent' || outcome === 'gone' || row.tries >= MOST_TRIES;
    const blameless = outcome === 'away' || outcome === 'closed';
    const now = clock.now();
    const soon = new Date(now.getTime() + FIRST_WAIT * MINUTE);
    const next = done ? soonest(program.program.city.timeZone, now) : blameless ? soon : row.due_at;
    const left = done && row.news === piece ? null : next;
    await tx
      .updateTable('event_contacts')
      .set({
        trying: null,
        due_at: left,
        ...(done && { told: piece, tries: 0 }),
        ...(!done && blameless && { tries: Math.max(0, row.tries - 1) }),
      })
      .where('id', '=', id)
      .execute();
  });
}

/** The code of what is tried again. The log has it, and neither it nor anybody else the address. */
function noted({ log }: Pick<Context, 'log'>, error: unknown): string {
  if (!isFault(error)) throw error;
  log({ event: 'fault', code: error.code });
  return error.code;
}
