import { createHash, createHmac } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { ROLES, type Role } from '../../staff/service.ts';
import { cityHour } from './city-hour.ts';
import { CLOCK_ROLES, runningClocks } from './clocks.ts';
import type { ClocksCode } from './errors.ts';
import { type CalendarDay, calendar } from './ics.ts';
import type { RunningClock } from './source.ts';

/** An address ends by itself: one that lies forgotten in a telephone is no way in for ever. */
const FEED_DAYS = 180;
const DAY = 86_400_000;
/** When people begin to work. */
const ALARM_HOUR = 9;

const hashOf = (token: string): Uint8Array => new Uint8Array(createHash('sha256').update(token).digest());

/** When an officer's calendar address ends; null where they have none. */
export async function feedOf({ store, clock }: Context, staffId: string): Promise<Date | null> {
  const row = await store.read
    .selectFrom('calendar_feeds')
    .select('ends_at')
    .where('staff_id', '=', staffId)
    .where('ends_at', '>', clock.now())
    .orderBy('ends_at', 'desc')
    .executeTakeFirst();
  return row?.ends_at ?? null;
}

/** Makes a new address for an officer, and ends the one before it. Its secret is stored as a fingerprint and shown once. */
export async function makeFeed(context: Context, staffId: string): Promise<string> {
  const { store, random, clock, holds } = context;
  const token = Buffer.from(random(32)).toString('base64url');
  const ends_at = new Date(clock.now().getTime() + FEED_DAYS * DAY);
  await store.write(async (tx) => {
    await endFeeds(context, tx, staffId);
    await holds.destroy(tx, {
      table: 'calendar_feeds',
      where: { staff_id: staffId },
      because: 'superseded',
    });
    await tx
      .insertInto('calendar_feeds')
      .values({ token_hash: hashOf(token), staff_id: staffId, ends_at })
      .execute();
  });
  return token;
}

/** Ends an officer's address at once. */
export async function revokeFeed(context: Context, staffId: string): Promise<void> {
  await context.store.write(async (tx) => {
    await endFeeds(context, tx, staffId);
    await context.holds.destroy(tx, {
      table: 'calendar_feeds',
      where: { staff_id: staffId },
      because: 'withdrawn',
    });
  });
}

/** A row under hold stays, and opens nothing any more. */
async function endFeeds(
  { clock }: Context,
  tx: Parameters<Parameters<Context['store']['write']>[0]>[0],
  staffId: string,
): Promise<void> {
  await tx
    .updateTable('calendar_feeds')
    .set({ ends_at: clock.now() })
    .where('staff_id', '=', staffId)
    .where('ends_at', '>', clock.now())
    .execute();
}

/**
 * The calendar behind an address, for as long as its owner still has an office that sees clocks.
 * @throws Fault `feed-unknown`, whatever the reason
 */
export async function feedCalendar(context: Context, token: string, word: string): Promise<string> {
  const { store, clock } = context;
  const row = await store.read
    .selectFrom('calendar_feeds')
    .select('staff_id')
    .where('token_hash', '=', hashOf(token))
    .where('ends_at', '>', clock.now())
    .executeTakeFirst();
  const roles = row ? await rolesNow(context, row.staff_id) : [];
  if (!roles.some((role) => CLOCK_ROLES.includes(role))) throw new Fault<ClocksCode>('feed-unknown');
  const days = calendarDays(await runningClocks(context, roles), {
    timeZone: context.program.program.city.timeZone,
    token,
  });
  return calendar(days, { word, at: clock.now() });
}

/** Somebody whose last passkey was taken away has no office left. */
async function rolesNow({ store }: Context, staffId: string): Promise<readonly Role[]> {
  const rows = await store.read
    .selectFrom('staff_roles')
    .select('role')
    .where('staff_id', '=', staffId)
    .where('active', '=', true)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('staff_passkeys')
          .select('credential_id')
          .where('staff_id', '=', staffId)
          .where('active', '=', true),
      ),
    )
    .execute();
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/**
 * One entry a day, however many things are due on it: a calendar does not tell how much there is. Names of entries stay the same
 * from one look to the next, and nobody without the address can make them.
 */
export function calendarDays(
  clocks: readonly RunningClock[],
  { timeZone, token }: { timeZone: string; token: string },
): CalendarDay[] {
  return [...Map.groupBy(clocks, ({ actBy }) => actBy)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([on, due]) => {
      const alarms = [...new Set(due.flatMap((one) => one.alarms.map((alarm) => alarm.on)))].sort();
      return {
        uid: createHmac('sha256', token).update(on).digest('hex').slice(0, 32),
        on,
        alarms: alarms.map((day) => cityHour(timeZone, day, ALARM_HOUR)),
      };
    });
}
