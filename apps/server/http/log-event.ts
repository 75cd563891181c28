import type { OriginName } from '../config/config.ts';

/**
 * What the house says of itself. These fields and no others: no address, no browser, no URL, no query, no message, nothing
 * free (T9). Routes are patterns (`/status/:n`), never what was asked for. What tells of somebody's visit is counted and
 * written with its hour (`by-the-hour.ts`): `request` itself is never a line.
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
  | { event: 'replayed'; leaves: number; rows: number; again: number };
