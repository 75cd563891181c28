import type { OriginName } from '../config/config.ts';
import type { LogEvent } from './log-event.ts';

type Request = Extract<LogEvent, { event: 'request' }>;
type Fault = Extract<LogEvent, { event: 'fault' }>;

/** What an hour was like. `upTo`: at most so many, and never told finer; `slowestMs`: none took longer. */
export type HourEvent =
  | ({ event: 'requests'; upTo: number; slowestMs: number } & Pick<
      Request,
      'origin' | 'method' | 'route' | 'status'
    >)
  | ({ event: 'faults'; upTo: number } & Omit<Fault, 'event'>)
  | { event: 'jobs'; job: string; upTo: number; slowestMs: number };

/** What may become a line: a request may not. */
export type Told = Exclude<LogEvent, Request> | HourEvent;

/**
 * What one person does within an hour stays under the first of these, however long they try and whatever they answer: an
 * address is let through 240 times a minute, a whole application takes some forty.
 */
const COUNTS = [1000, 10_000, 100_000, 1_000_000, 1_000_000_000] as const;
const SLOWEST_MS = [100, 300, 1000, 3000, 10_000, 30_000, 600_000] as const;
export const HOURLY_SHAPES = { upTo: /^[0-9]{4,10}$/, slowestMs: /^[0-9]{3,6}$/ } as const;

const HOUR_MS = 3_600_000;

/** Where everybody comes in: which page somebody asked for is what they came for. */
const ROOMS_ONLY: readonly OriginName[] = ['public', 'verify'];

/** That a part of the house is broken is said at once, whoever met it. Anything narrower could tell what they were doing. */
const OF_A_PART =
  /^(unexpected|disk-full|clock-leapt|blobs-unreachable|(keeper|database|vault-root|vault-roots|vault-replica)-[a-z-]+)$/;

/**
 * Keeps one person's walk out of the log (docs/adr/0042-log-by-the-hour.md). An hour's requests are written when it is over, in
 * an order that says nothing of theirs; whoever gathers lines puts the second of their arrival on them, so rounding the time
 * inside would hide nothing.
 * @param tell writes a line, with the hour that it is about
 */
export function byTheHour(now: () => Date, tell: (told: HourEvent, hour: Date) => void) {
  let hour = hourOf(now());
  const kept = new Map<string, { of: HourEvent; count: number; slowest: number }>();
  const said = new Set<string>();

  const count = (of: HourEvent, ms = 0) => {
    const name = JSON.stringify(of);
    const one = kept.get(name) ?? { of, count: 0, slowest: 0 };
    kept.set(name, { of, count: one.count + 1, slowest: Math.max(one.slowest, ms) });
  };
  const end = () => {
    for (const [, { of, count, slowest }] of [...kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const upTo = bandOf(COUNTS, count);
      tell(
        of.event === 'faults' ? { ...of, upTo } : { ...of, upTo, slowestMs: bandOf(SLOWEST_MS, slowest) },
        hour,
      );
    }
    kept.clear();
    said.clear();
    hour = hourOf(now());
  };
  return {
    /** @returns what is said at once */
    take(event: LogEvent): readonly Told[] {
      if (event.event === 'request') {
        const { origin, method, route, status, ms } = event;
        count(
          { event: 'requests', origin, method, route: placeOf(origin, route), status, upTo: 0, slowestMs: 0 },
          ms,
        );
        return [];
      }
      if (event.event === 'job' && event.outcome === 'done') {
        // Some are queued by what was just done for somebody, such as ending a lost card.
        count({ event: 'jobs', job: event.job, upTo: 0, slowestMs: 0 }, event.ms);
        return [];
      }
      if (event.event !== 'fault' || isOfStaff(event.origin)) return [event];
      count({ ...event, event: 'faults', upTo: 0 });
      const once = JSON.stringify([event.origin, event.code]);
      if (said.has(once) || !(event.origin === undefined || OF_A_PART.test(event.code))) return [];
      said.add(once);
      return [onlyWhich(event)];
    },
    turn() {
      if (hourOf(now()).getTime() !== hour.getTime()) end();
    },
    end,
  };
}

const isOfStaff = (origin: OriginName | undefined) => origin === 'staff' || origin === 'desk';

/** `/apply/ask/:step` is `/apply/*`: of residents' pages the room is told, and nothing of the way through it. */
function placeOf(origin: OriginName, route: string): string {
  if (!ROOMS_ONLY.includes(origin)) return route;
  const [, room = '', ...inside] = route.split('/');
  return inside.length === 0 ? `/${room}` : `/${room}/*`;
}

/** The constraint that was broken names a table: it waits for the hour. */
const onlyWhich = ({ event, origin, code }: Fault): Fault =>
  origin === undefined ? { event, code } : { event, origin, code };

const hourOf = (time: Date) => new Date(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS);

const bandOf = (bands: readonly number[], figure: number): number =>
  bands.find((band) => figure <= band) ?? Math.max(...bands);
