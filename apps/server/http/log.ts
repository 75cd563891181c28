import { byTheHour, HOURLY_SHAPES, type Told } from './by-the-hour.ts';
import type { LogEvent } from './log-event.ts';

export type { LogEvent } from './log-event.ts';

export type Log = (event: LogEvent) => void;

export type OpenLog = {
  readonly log: Log;
  /** Writes what was counted in hours that are over. Call it by the clock and by nothing else: it must not follow a visit. */
  turn(): void;
  /** Writes all that was counted; the service stops. */
  end(): void;
};

/** What each field may hold. A value that does not fit is dropped and its name kept, so that the gap is seen. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  event: /^[a-z-]{1,20}$/,
  origin: /^(public|staff|desk|verify)$/,
  method: /^[A-Z]{3,7}$/,
  route: /^[A-Za-z0-9_./:*-]{1,100}$/,
  status: /^[1-5][0-9]{2}$/,
  ms: /^[0-9]{1,9}$/,
  leaves: /^[0-9]{1,12}$/,
  rows: /^[0-9]{1,12}$/,
  again: /^[0-9]{1,12}$/,
  code: /^[a-z0-9-]{1,60}$/,
  sqlstate: /^[0-9A-Z]{5}$/,
  constraint: /^[a-z0-9_]{1,63}$/,
  kind: /^[A-Za-z]{1,40}$/,
  job: /^[a-z.-]{1,40}$/,
  outcome: /^(done|failed)$/,
  series: /^[a-z0-9-]{1,60}$/,
  count: /^[0-9]{1,12}$/,
  scope: /^[0-9a-f]{16}$/,
  staff: /^[0-9a-f-]{36}$/,
  size: /^[0-9]{1,16}$/,
  ...HOURLY_SHAPES,
};

/** All that a line can have: whatever has no shape is written nowhere. */
export const LOG_FIELDS: readonly string[] = ['time', ...Object.keys(SHAPES)];

/** A log of JSON lines. The types keep strangers out when we compile, the shapes when we run. */
export function openLog(write: (line: string) => void, now: () => Date): OpenLog {
  const tell = (told: Told, time: Date) => write(lineOf(told, time));
  const hours = byTheHour(now, tell);
  return {
    log: (event) => {
      for (const told of hours.take(event)) tell(told, now());
    },
    turn: () => hours.turn(),
    end: () => hours.end(),
  };
}

function lineOf(told: Told, time: Date): string {
  const line: Record<string, string | number> = { time: time.toISOString().replace(/\.\d+Z$/, 'Z') };
  for (const [name, value] of Object.entries(told)) {
    const shape = SHAPES[name];
    if (shape === undefined || value === undefined) continue;
    line[name] = shape.test(String(value)) ? value : 'dropped';
  }
  return `${JSON.stringify(line)}\n`;
}
