import type { Arrivals } from './arrivals.ts';
import { clockTime, type Minute } from './clock-time.ts';
import { dayFault } from './errors.ts';
import type { Chance } from './seeded.ts';
import type { Service } from './service-times.ts';
import { soonestFirst } from './soonest-first.ts';

/** An event as it is planned. Times in minutes since midnight; stations and printers are counted. */
export type DayPlan = {
  arrivals: Arrivals;
  opens: Minute;
  /** Nobody is called to a station from then on; whoever is at one is served. */
  closes: Minute;
  stations: number;
  service: Service;
  /** Printers that all stations share, and the minutes a card takes in one. Null: the minutes at a station are with its own printer. */
  printing: { printers: number; minutes: number } | null;
};

/** One day as it may go. */
export type DayRun = {
  /** By order of arrival: when each came, and when each was called to a station; null: the event closed before. */
  people: readonly { came: Minute; called: Minute | null }[];
  /** When the last person left with their card; the opening where nobody was served. */
  lastLeft: Minute;
};

const MOST_STATIONS = 500;

/** Faults `day-closes-first`, `stations-impossible` {most}, `printers-impossible` {most}, `arrivals-after-closing` {closes} */
function requirePlan({ arrivals, opens, closes, stations, printing }: DayPlan): void {
  if (opens >= closes) throw dayFault('day-closes-first');
  const isCount = (count: number) => Number.isInteger(count) && count >= 1 && count <= MOST_STATIONS;
  if (!isCount(stations)) throw dayFault('stations-impossible', { most: MOST_STATIONS });
  if (printing && (!isCount(printing.printers) || !(printing.minutes > 0)))
    throw dayFault('printers-impossible', { most: MOST_STATIONS });
  if (arrivals.every(({ from }) => from >= closes))
    throw dayFault('arrivals-after-closing', { closes: clockTime(closes) });
}

/**
 * One day, person by person: who came first is called first, to whichever station is free. Where printers are shared, a person stays at
 * the station until the card is there: the proof, the hand-over and the papers given back happen at the same table.
 */
export function simulateDay(plan: DayPlan, chance: Chance): DayRun {
  requirePlan(plan);
  const { opens, closes, service, printing } = plan;
  const people = comers(plan.arrivals, chance).map((came) => ({ came, called: null as Minute | null }));
  const coming = soonestFirst<Happening>();
  let [arrived, next, freeStations, freePrinters, waitingCards] = [
    0,
    0,
    plan.stations,
    printing?.printers ?? 0,
    0,
  ];
  let lastLeft = opens;

  const call = (now: Minute): void => {
    while (now >= opens && now < closes && freeStations > 0 && next < arrived) {
      const person = people[next];
      if (person) person.called = now;
      next += 1;
      freeStations -= 1;
      coming.add(now + service.draw(chance), 'served');
    }
  };
  const print = (now: Minute): void => {
    if (!printing || freePrinters === 0 || waitingCards === 0) return;
    waitingCards -= 1;
    freePrinters -= 1;
    coming.add(now + printing.minutes, 'printed');
  };
  const leave = (now: Minute): void => {
    freeStations += 1;
    lastLeft = Math.max(lastLeft, now);
    call(now);
  };

  for (const { came } of people) coming.add(came, 'came');
  coming.add(opens, 'opens');
  for (let event = coming.take(); event; event = coming.take()) {
    const { at, what } = event;
    if (what === 'came') arrived += 1;
    if (what === 'came' || what === 'opens') call(at);
    if (what === 'served' && !printing) leave(at);
    if (what === 'served' && printing) {
      waitingCards += 1;
      print(at);
    }
    if (what === 'printed') {
      freePrinters += 1;
      print(at);
      leave(at);
    }
  }
  return { people, lastLeft };
}

type Happening = 'came' | 'opens' | 'served' | 'printed';

const comers = (arrivals: Arrivals, chance: Chance): Minute[] =>
  arrivals
    .flatMap(({ from, until, people }) =>
      Array.from({ length: people }, () => from + chance() * (until - from)),
    )
    .sort((a, b) => a - b);
