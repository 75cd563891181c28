import type { OriginName } from '../config/config.ts';

/**
 * A log line. These fields and no others: no address, no browser, no URL, no query, no message, nothing free (T9).
 * Routes are patterns (`/status/:n`), never what was asked for.
 */
export type LogEvent =
  | { event: 'started' | 'stopping' | 'stopped'; origin?: OriginName; code?: string }
  | {
      event: 'request';
      origin: OriginName;
      method: string;
      route: string;
      status: number;
      ms: number;
      code?: string;
    }
  | {
      event: 'fault';
      origin?: OriginName;
      code: string;
      sqlstate?: string;
      constraint?: string;
      kind?: string;
    }
  | { event: 'job'; job: string; outcome: 'done' | 'failed'; ms: number; code?: string }
  | { event: 'destroyed'; series: string; count: number }
  | { event: 'exposure'; scope: string; count: number; staff: string }
  | { event: 'notices'; count: number }
  | { event: 'checkpoint'; size: number }
  | { event: 'replayed'; leaves: number };

export type Log = (event: LogEvent) => void;

/** What each field may hold. A value that does not fit is dropped and its name kept, so that the gap is seen. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  event: /^[a-z-]{1,20}$/,
  origin: /^(public|staff|desk|verify)$/,
  method: /^[A-Z]{3,7}$/,
  route: /^[A-Za-z0-9_./:*-]{1,100}$/,
  status: /^[1-5][0-9]{2}$/,
  ms: /^[0-9]{1,9}$/,
  leaves: /^[0-9]{1,12}$/,
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
};

/** A log of JSON lines. The types keep strangers out when we compile, the shapes when we run. */
export function openLog(write: (line: string) => void, now: () => Date): Log {
  return (event) => {
    const line: Record<string, string | number> = {
      time: now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
    };
    for (const [name, value] of Object.entries(event)) {
      const shape = SHAPES[name];
      if (shape === undefined || value === undefined) continue;
      line[name] = shape.test(String(value)) ? value : 'dropped';
    }
    write(`${JSON.stringify(line)}\n`);
  };
}
