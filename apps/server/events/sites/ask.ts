import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { SiteReason, SiteTables } from '../../store/tables/sites.ts';
import { cityNow } from '../days.ts';
import type { SitesCode } from './errors.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program'>;
export type SiteRequest = Selectable<SiteTables['site_requests']> & {
  /** The date of the day that was made from it; null: none was, or it is gone. */
  day: string | null;
};
export type SiteWish = Omit<
  Insertable<SiteTables['site_requests']>,
  'state' | 'reason' | 'planned' | 'asked_on' | 'ends_on'
>;

/** Settings of ours: long enough to be answered before the season after, and then to be asked about the answer. */
const ASKED_DAYS = 180;
const ANSWERED_DAYS = 60;
/** More than any office reads; whoever floods it stops itself. */
const MOST_WAITING = 300;

/** Writes a request down. @throws Fault `sites-full` */
export async function askForDay(parts: Parts, wish: SiteWish): Promise<void> {
  const today = cityNow(parts).day;
  await parts.store.write(async (tx) => {
    const { waiting } = await tx
      .selectFrom('site_requests')
      .select(sql<number>`count(*)::integer`.as('waiting'))
      .where('state', '=', 'asked')
      .executeTakeFirstOrThrow();
    if (waiting >= MOST_WAITING) throw new Fault<SitesCode>('sites-full');
    await tx
      .insertInto('site_requests')
      .values({
        ...wish,
        ...{ state: 'asked', reason: null, asked_on: today, ends_on: addDays(today, ASKED_DAYS) },
      })
      .onConflict((one) => one.column('id').doNothing())
      .execute();
  });
}

/**
 * Says yes or no, once. From then on it is kept for as long as somebody may ask about the answer.
 * @throws Fault `site-unknown`
 */
export async function answerSite(parts: Parts, id: string, reason: SiteReason | null): Promise<void> {
  const soon = addDays(cityNow(parts).day, ANSWERED_DAYS);
  await parts.store.write(async (tx) => {
    const row = await tx
      .selectFrom('site_requests')
      .select(['ends_on'])
      .where('id', '=', id)
      .where('state', '=', 'asked')
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Fault<SitesCode>('site-unknown');
    const ends: PlainDate = soon < row.ends_on ? soon : row.ends_on;
    await tx
      .updateTable('site_requests')
      .set({ state: reason === null ? 'accepted' : 'declined', reason, ends_on: ends })
      .where('id', '=', id)
      .execute();
  });
}

/**
 * Says which day was made from an accepted request. One that has ended, or that another day was made from, leaves the day as
 * it is: it stands in the calendar either way.
 */
export async function planFor(tx: Writer, id: string, mark: string): Promise<void> {
  await tx
    .updateTable('site_requests')
    .set({ planned: mark })
    .where('id', '=', id)
    .where('state', '=', 'accepted')
    .where('planned', 'is', null)
    .execute();
}

/** Those that wait first, and of them the oldest. */
export const siteRequests = (read: Reader): Promise<SiteRequest[]> =>
  read
    .selectFrom('site_requests')
    .leftJoin('event_days', 'event_days.mark', 'site_requests.planned')
    .selectAll('site_requests')
    .select('event_days.day')
    .orderBy(sql`site_requests.state <> 'asked'`)
    .orderBy('asked_on')
    .orderBy('site_requests.id')
    .limit(600)
    .execute();

/** A form of a new day with what the organisation said of its place; nothing where there is no such request. */
export async function prefilled(read: Reader, query: unknown): Promise<Record<string, string>> {
  const { site } = Object(query) as { site?: unknown };
  if (typeof site !== 'string' || !/^[0-9a-f-]{36}$/.test(site)) return {};
  const row = await read
    .selectFrom('site_requests')
    .select(['place', 'address', 'languages', 'access'])
    .where('id', '=', site)
    .where('state', '=', 'accepted')
    .where('planned', 'is', null)
    .executeTakeFirst();
  if (!row) return {};
  return {
    ...{ site, place: row.place, address: row.address },
    ...Object.fromEntries(row.languages.map((one) => [`speaks-${one}`, 'on'])),
    ...Object.fromEntries(row.access.map((one) => [`access-${one}`, 'on'])),
  };
}
