import { randomUUID } from 'node:crypto';
import { instantIn } from '@commonkey/program';
import { type TestContext, testContext } from '../../../testing/context.ts';
import type { TestDatabase } from '../../../testing/database.ts';
import { modelCity, shippedCity } from '../../../testing/model-city.ts';
import type { DayWish } from '../../calendar/make-day.ts';
import { announceDay } from '../../calendar/make-day.ts';
import { aDay } from '../../testing/day.ts';
import { type AtStation, type Deed, doAtStation, openStation } from '../call.ts';
import { type GivenTicket, giveTicket, type TicketWish } from '../give.ts';
import { type DoorView, requireEvent, viewDoor } from '../line.ts';

/** A door on its day, as the people there use it. */
export type OpenDoor = {
  context: TestContext;
  mark: string;
  day: string;
  /** Sets the clock to a minute of the city's day. */
  at(minute: number): void;
  give(wish?: Partial<TicketWish>): Promise<GivenTicket>;
  desk(station: number): Promise<Desk>;
  view(): Promise<DoorView>;
};
export type Desk = {
  claim: string;
  /** Presses a key of a page that was just shown. */
  press(deed: Deed): Promise<void>;
  /** The number that stands there; null: nobody. */
  now(): Promise<number | null>;
};

/** A city whose pages come in every language. */

export async function openDoor(
  { store }: TestDatabase,
  change: Partial<DayWish> = {},
  { env = {}, everyLanguage = false }: { env?: Record<string, string>; everyLanguage?: boolean } = {},
): Promise<OpenDoor> {
  const served = everyLanguage ? await shippedCity('model-city-online') : await modelCity();
  const context = testContext(store, { ...served, env });
  const wish = aDay(context, { opens: 540, closes: 900, ...change });
  const mark = await announceDay(context, wish);
  const at = (minute: number) =>
    context.setTime(instantIn(context.program.program.city.timeZone, wish.day, minute));
  at(570);
  const view = async () => viewDoor(context, store.read, await requireEvent(store.read, mark));
  return {
    ...{ context, mark, day: wish.day, at, view },
    give: (more = {}) =>
      giveTicket(context, mark, { press: randomUUID(), party: 1, first: false, booking: '', ...more }),
    async desk(station) {
      const claim = randomUUID();
      await openStation(context, mark, { station, claim, take: false });
      const press = async (): Promise<AtStation> => {
        const { stations } = await view();
        return { station, claim, press: stations.find((one) => one.station === station)?.press ?? -1 };
      };
      return {
        claim,
        press: async (deed) => doAtStation(context, mark, await press(), deed),
        now: async () => (await view()).tickets.find((one) => one.station === station)?.number ?? null,
      };
    },
  };
}

export const codeOf = (error: unknown): string => String(Object(error).code);
/** What a promise was refused with; `done` where it was not. */
export const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
