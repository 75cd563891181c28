import { isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { ContactFile } from '../portal/file-layout.ts';
import { shuffle } from '../store/sequencer.ts';
import { readContact } from './contact.ts';
import { enrolHeld } from './enrol.ts';
import { hourAfter } from './hours.ts';
import { wordNotice } from './message.ts';
import { endNotices, todayOf } from './queue.ts';
import type { NoticeWay, Sender } from './sender.ts';
import { openSenders, waysOf } from './senders.ts';
import { tellHeld } from './tell-held.ts';

/** A pass ends well before the queue takes its job for lost and starts another. */
const PASS_MS = 600_000;
/** Hours between two tries double up to a day. */
const LONGEST_WAIT = 24;
const MOST_TRIES = 20;

type Claimed = {
  id: string;
  application: string;
  tries: number;
  about: string | null;
  contact: string | null;
};
/**
 * `gone`: nobody is written to any more. `later`: this one again later. `away`: no other by this way now. `closed`: the keys
 * cannot be had, so nobody's address can. `waits`, `done`: of a notice to many (`tellHeld`).
 */
type Outcome = 'sent' | 'gone' | 'later' | 'away' | 'closed' | 'waits' | 'done';

/** Of one record; the others of a pass need not wait for it. */
const OF_ONE = new Set(['record-gone', 'vault-keys-lost', 'record-unopenable', 'blob-missing']);

/**
 * Sends what is due, in an order that chance makes. Each is put off before it is tried and ended once the carrier has taken
 * it over: whoever crashes in between has it sent once more by the next pass, and never not at all. Two passes at once send
 * nothing twice.
 *
 * @returns how many were sent
 */
export async function sendDue(context: Context): Promise<number> {
  const { notices: settings, clock, log } = context;
  const ways = waysOf(settings);
  if (ways.length === 0) return 0;
  await enrolHeld(context);
  const until = clock.now().getTime() + PASS_MS;
  const senders: Partial<Record<NoticeWay, Sender>> = openSenders(settings, context.random);
  const away = new Set<NoticeWay>();
  let sent = 0;
  try {
    for (const id of shuffle(await dueNow(context), context.random)) {
      if (clock.now().getTime() > until || ways.every((way) => away.has(way))) break;
      const claimed = await claim(context, id);
      const outcome = claimed && (await carry(context, claimed, senders, away));
      if (outcome === 'sent') sent += 1;
      if (outcome === 'closed') break;
    }
  } finally {
    for (const sender of Object.values(senders)) sender.close();
  }
  if (sent > 0) log({ event: 'notices', count: sent });
  return sent;
}

async function dueNow(context: Context): Promise<string[]> {
  const rows = await context.store.read
    .selectFrom('notices')
    .select('id')
    .where('due_at', '<=', context.clock.now())
    .where('ends_on', '>', todayOf(context))
    .where('done', '=', false)
    .execute();
  return rows.map(({ id }) => id);
}

/** Puts it off, for whoever comes at the same time and for a crash. Undefined where somebody else was first. */
async function claim(context: Context, id: string): Promise<Claimed | undefined> {
  const { store, clock, program } = context;
  const now = clock.now();
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('notices')
      .select(['id', 'application', 'tries', 'about', 'contact'])
      .where('id', '=', id)
      .where('due_at', '<=', now)
      .where('ends_on', '>', todayOf(context))
      .where('done', '=', false)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return undefined;
    const wait = Math.min(2 ** row.tries, LONGEST_WAIT);
    const due_at = hourAfter(program.program.city.timeZone, now, wait);
    const tries = Math.min(row.tries + 1, MOST_TRIES);
    await tx.updateTable('notices').set({ due_at, tries }).where('id', '=', id).execute();
    return row;
  });
}

async function carry(
  context: Context,
  claimed: Claimed,
  senders: Partial<Record<NoticeWay, Sender>>,
  away: Set<NoticeWay>,
): Promise<Outcome> {
  const outcome = await attempt(context, claimed, senders, away);
  // A turn in a notice to many stays as long as its contact, so that nobody has two.
  const spent = outcome === 'sent' && claimed.about === null;
  if (spent || outcome === 'gone') {
    const because = spent ? 'used' : 'superseded';
    await context.store.write((tx) => endNotices(context, tx, { ids: [claimed.id] }, because));
  }
  if (outcome === 'away' || outcome === 'closed' || outcome === 'waits') await tryNextHour(context, claimed);
  return outcome;
}

async function attempt(
  context: Context,
  { id, application, about, contact: only }: Claimed,
  senders: Partial<Record<NoticeWay, Sender>>,
  away: Set<NoticeWay>,
): Promise<Outcome> {
  const give = async (contact: ContactFile): Promise<Outcome> => {
    const sender = senders[contact.by];
    if (!sender) return 'later';
    if (away.has(contact.by)) return 'away';
    return hand(context, sender, contact, away);
  };
  try {
    if (about !== null && only !== null)
      return await tellHeld(context, { id, application, about, contact: only }, give);
    const contact = await readContact(context, context.store.read, application);
    return contact === null ? 'gone' : await give(contact);
  } catch (error) {
    const code = noted(context, error);
    return OF_ONE.has(code) ? 'later' : 'closed';
  }
}

async function hand(
  context: Context,
  sender: Sender,
  { by, address, language }: ContactFile,
  away: Set<NoticeWay>,
): Promise<Outcome> {
  try {
    await sender.send(address, wordNotice(language));
    return 'sent';
  } catch (error) {
    if (noted(context, error) === 'notice-refused') return 'later';
    away.add(by);
    return 'away';
  }
}

/** It was not this one's fault: nothing is counted against it. */
async function tryNextHour(context: Context, { id, tries }: Claimed): Promise<void> {
  const due_at = hourAfter(context.program.program.city.timeZone, context.clock.now(), 1);
  await context.store.write((tx) =>
    tx.updateTable('notices').set({ due_at, tries }).where('id', '=', id).execute(),
  );
}

/** The code of what is tried again later. The log has it, and neither it nor anybody else the address. */
function noted({ log }: Pick<Context, 'log'>, error: unknown): string {
  if (!isFault(error)) throw error;
  log({ event: 'fault', code: error.code });
  return error.code;
}
