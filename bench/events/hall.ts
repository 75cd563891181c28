import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ASSUMED_PRINT_MINUTES, ASSUMED_SERVICE, planPlaces } from '@commonkey/events';
import { addDays, instantIn, plainDateIn } from '@commonkey/program';
import { sql } from 'kysely';
import { configure } from '../../apps/server/config/config.ts';
import { loadProgram } from '../../apps/server/config/program.ts';
import { sealKeyIn } from '../../apps/server/config/secrets.ts';
import { addressOf } from '../../apps/server/doctor/database.ts';
import { announceDay, type DayWish, newDayId } from '../../apps/server/events/calendar/make-day.ts';
import { drawDue } from '../../apps/server/events/draw/draw.ts';
import { setRole } from '../../apps/server/staff/members.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { sureClock } from '../../apps/server/testing/clock.ts';
import { startCityHall } from '../../tests/journeys/service.ts';
import type { Undo } from '../undo.ts';

export type Day = { mark: string; times: readonly number[] };
export type Hall = Awaited<ReturnType<typeof openHall>>;

const PROGRAM = fileURLToPath(new URL('../../programs/model-city', import.meta.url));

/** City hall in a process of its own, and this process at the same database, to announce days and to count. */
export async function openHall(bench: Undo) {
  const hall = await startCityHall(bench, { env: { COMMONKEY_TRUSTED_PROXY: 'yes' } });
  const { origins, dataFolder, administratorLink } = hall;
  const address = await addressOf(configure({ COMMONKEY_DATA: dataFolder }, '/'));
  if (!address) throw new Error('no database in the data folder');
  const store = openStore(address, { read: 2, write: 2 }, sealKeyIn(dataFolder));
  bench.after(() => store.close());
  const { program, files } = await loadProgram(PROGRAM);
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const at = (now: () => Date) => ({ store, random, clock: sureClock(now), program: { program, files } });
  const eventOf = (mark: string) =>
    store.read.selectFrom('event_days').select('id').where('mark', '=', mark).executeTakeFirstOrThrow();

  return {
    origin: origins.public,
    staff: origins.staff,
    /** By which the first of the staff joins. */
    link: administratorLink,
    /** A day that is today, whatever the hour, and what makes a clerk of whoever has joined. */
    async openDoor(): Promise<{ mark: string; staff: () => Promise<void> }> {
      const { timeZone } = program.city;
      const day = plainDateIn(timeZone, new Date());
      const hours = { opens: 1, closes: 1439, stations: 8, printers: 8, walkInShare: 100 };
      const wish = { ...USUAL, ...hours, id: newDayId(), day, drawDays: null };
      const mark = await announceDay(
        at(() => instantIn(timeZone, day, 0)),
        wish,
      );
      const staff = () =>
        store.write(async (tx) => {
          for (const { id } of await tx.selectFrom('staff_members').select('id').execute())
            await setRole(tx, id, 'clerk', true);
        });
      return { mark, staff };
    },
    /** A day with exactly so many places to book or to draw. */
    async announce(places: number, drawDays: number | null): Promise<Day> {
      const day = addDays(plainDateIn(program.city.timeZone, new Date()), 9);
      const wish = { ...planFor(places), id: newDayId(), day, drawDays };
      const times = planPlaces({ ...wish, service: ASSUMED_SERVICE, printMinutes: ASSUMED_PRINT_MINUTES });
      const mark = await announceDay(
        at(() => new Date()),
        wish,
      );
      return { mark, times: times.map(({ starts }) => starts) };
    },
    /** Bookings with a yes, and places that two of them have. */
    async count(mark: string): Promise<{ booked: number; twice: number }> {
      const { id } = await eventOf(mark);
      const seats = await store.read
        .selectFrom('event_seats')
        .select([
          sql<number>`count(booking)::integer`.as('booked'),
          sql<number>`(count(booking) - count(distinct booking))::integer`.as('twice'),
        ])
        .where('event', '=', id)
        .where('kept_until', 'is', null)
        .executeTakeFirstOrThrow();
      return seats;
    },
    /** Draws a day as the service would once it is closed. */
    async draw(mark: string): Promise<{ ms: number; won: number; lots: string[] }> {
      const { id } = await eventOf(mark);
      const entries = await store.read
        .selectFrom('event_entries')
        .select('id')
        .where('event', '=', id)
        .orderBy(sql`ctid`)
        .execute();
      const closed = new Date(Date.now() + 8 * 86_400_000);
      const from = performance.now();
      await drawDue(at(() => closed));
      const ms = performance.now() - from;
      const { won } = await store.read
        .selectFrom('event_draws')
        .select('won')
        .where('event', '=', id)
        .executeTakeFirstOrThrow();
      return { ms, won: won ?? 0, lots: entries.map((entry) => entry.id) };
    },
  };
}

const USUAL = {
  ...{
    opens: 540,
    closes: 900,
    slotMinutes: 30,
    place: 'North Branch Library',
    address: '1 Example Street',
  },
  ...{ access: ['step-free'] as const, languages: ['en'], releases: [30], helperShare: 0 },
};

/** Hours, stations and shares of a day that has exactly so many places for everybody. */
function planFor(places: number): Omit<DayWish, 'id' | 'day' | 'drawDays'> {
  for (let tried = 0; tried < 40 * 96 * 6; tried += 1) {
    const [stations, walkInShare, hours] = [
      1 + (tried % 40),
      Math.floor(tried / 40) % 96,
      8 - Math.floor(tried / 3840),
    ];
    const wish = { ...USUAL, stations, printers: stations, walkInShare, closes: 540 + hours * 60 };
    const times = planPlaces({ ...wish, service: ASSUMED_SERVICE, printMinutes: ASSUMED_PRINT_MINUTES });
    if (times.reduce((sum, { open }) => sum + open, 0) === places) return wish;
  }
  throw new Error(`no day has ${places} places`);
}
