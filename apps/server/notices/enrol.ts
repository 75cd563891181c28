import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { channelsIn } from '../holds/channel.ts';
import { scheduleOf } from '../holds/holds.ts';
import { takesSeries } from '../holds/scope.ts';
import { mayTell, type Standing, standingNotices } from '../legal/service.ts';
import type { Reader } from '../store/store.ts';
import { drawHours } from './hours.ts';
import { endNotices, todayOf } from './queue.ts';

/** So many at once: a city's whole portal is a few of them. */
const BATCH = 2_000;

type Contact = { id: string; application: string; endsOn: string };

/**
 * Gives every contact a turn whose owner’s records a hold takes, where two of the law department said that they may be told.
 * Who of them chose to be told is sealed with the contact: it is read when the turn comes. Nobody has two turns of one notice.
 * While a hold may not be spoken of nothing of this is written down.
 */
export async function enrolHeld(context: Context): Promise<void> {
  const { store, clock } = context;
  const standing = await standingNotices(store.read, clock.now());
  await endOver(context, standing);
  for (const notice of standing) {
    if (!notice.now) await drawAgain(context, notice);
    else while ((await enrolSome(context, notice)) === BATCH);
  }
}

async function enrolSome(context: Context, notice: Standing): Promise<number> {
  const { store, clock, random, program } = context;
  return store.write(async (tx) => {
    if ((await mayTell(tx, notice.id, clock.now())) !== 'now') return 0;
    const contacts = await contactsUnder(context, tx, notice);
    if (contacts.length === 0) return 0;
    const { timeZone } = program.program.city;
    const hours = drawHours(timeZone, clock.now(), random, contacts.length);
    await tx
      .insertInto('notices')
      .values(
        contacts.map(({ id, application, endsOn }, place) => ({
          id: crypto.randomUUID(),
          application,
          due_at: hours[place] ?? clock.now(),
          ends_on: endsOn,
          about: notice.id,
          contact: id,
        })),
      )
      .onConflict((on) => on.columns(['about', 'contact']).where('about', 'is not', null).doNothing())
      .execute();
    return contacts.length;
  });
}

/**
 * Contacts that may still be written to, without a turn yet, of applications of which the hold takes anything. What came after
 * a hold over past days it does not take.
 */
async function contactsUnder(context: Context, tx: Reader, { id, scope }: Standing): Promise<Contact[]> {
  const { rules, seriesOf } = scheduleOf(context.program.program);
  const channelOf = channelsIn(context.program.program);
  const taken = [...rules.keys()].filter((series) => takesSeries(scope, series, channelOf));
  const anyRow = taken.includes(seriesOf('applications'));
  const found = sql<Contact>`(
    select r.id, r.application, r.ends_on::text as "endsOn" from vault_records as r
    where coalesce(r.age < ${scope.fromAge ?? null}::integer, true) and r.kind = 'contact' and r.tombstoned_on is null and r.ends_on > ${todayOf(context)}
      and (${anyRow} or exists (select 1 from vault_records as o
        where o.application = r.application and o.tombstoned_on is null and o.series = any(${taken})))
      and not exists (select 1 from notices as n where n.about = ${id} and n.contact = r.id)
    limit ${BATCH})`;
  return tx.selectFrom(found.as('found')).select(['found.id', 'found.application', 'found.endsOn']).execute();
}

/** What waits for the end of an order of silence is due at another hour then: not everybody in the first. */
async function drawAgain({ store, clock, random, program }: Context, { id }: Standing): Promise<void> {
  const now = clock.now();
  await store.write(async (tx) => {
    const due = await tx
      .selectFrom('notices')
      .select('id')
      .where('about', '=', id)
      .where('done', '=', false)
      .where('due_at', '<=', now)
      .forUpdate()
      .execute();
    const hours = drawHours(program.program.city.timeZone, now, random, due.length);
    for (const [place, row] of due.entries())
      await tx
        .updateTable('notices')
        .set({ due_at: hours[place] ?? now })
        .where('id', '=', row.id)
        .execute();
  });
}

/** Turns end with their contact, whatever ended it, and with the notice. */
async function endOver(context: Context, standing: readonly Standing[]): Promise<void> {
  const today = todayOf(context);
  const over = context.store.read
    .selectFrom('notices as n')
    .leftJoin('vault_records as r', 'r.id', 'n.contact')
    .select('n.id')
    .where('n.about', 'is not', null)
    .where('n.ends_on', '>', today)
    .where((where) =>
      where.or([
        where('r.id', 'is', null),
        where('r.tombstoned_on', 'is not', null),
        where('r.ends_on', '<=', today),
        standing.length === 0
          ? sql<boolean>`true`
          : where(
              'n.about',
              'not in',
              standing.map(({ id }) => id),
            ),
      ]),
    )
    .limit(BATCH);
  for (let ids = await over.execute(); ids.length > 0; ids = await over.execute())
    await context.store.write((tx) =>
      endNotices(context, tx, { ids: ids.map(({ id }) => id) }, 'superseded'),
    );
}
