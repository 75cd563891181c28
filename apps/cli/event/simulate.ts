import { readFileSync, statSync } from 'node:fs';
import {
  ASSUMED_SERVICE,
  type DayPlan,
  fewestStations,
  foretell,
  fromDurations,
  fromQuantiles,
  type Minute,
  parseArrivals,
  readClockTime,
  type Service,
} from '@commonkey/events';
import { Fault, isFault } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import type { EventCommandCode } from './errors.ts';
import { asJson, report } from './report.ts';
import { languageOf, speakEvent } from './words.ts';

const LARGEST = 2_000_000;
const DEFAULTS = { tries: 200, seed: 1 };
const MOST_TRIES = 2_000;
/** Where the search for enough stations ends. */
const MOST_STATIONS = 200;

/**
 * `commonkey event simulate --stations N|N-M --arrivals FILE [--opens HH:MM] [--closes HH:MM] [--median MINUTES --slow MINUTES |
 * --durations FILE] [--printers N --print-minutes MINUTES] [--tries N] [--seed N] [--json] [--lang en|es]`: how a day with so many
 * stations may go, before it is announced.
 *
 * @returns 0 everybody is reached in nine of ten tries (with any of the numbers of stations), 1 not, 2 the command or a file was wrong
 */
export async function eventSimulate(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakEvent('en');
  try {
    const { values, positionals } = readArguments(argv, {
      stations: { type: 'string' },
      arrivals: { type: 'string' },
      opens: { type: 'string' },
      closes: { type: 'string' },
      median: { type: 'string' },
      slow: { type: 'string' },
      durations: { type: 'string' },
      printers: { type: 'string' },
      'print-minutes': { type: 'string' },
      tries: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    say = speakEvent(languageOf(values.lang));
    if (values.arrivals === undefined || values.stations === undefined || positionals.length > 0)
      throw new Fault<EventCommandCode>('event-simulate-usage');
    const counts = readCounts(values.stations);
    const arrivals = parseArrivals(readFile(values.arrivals));
    const tries = readCount('tries', values.tries, DEFAULTS.tries, MOST_TRIES);
    const seed = readCount('seed', values.seed, DEFAULTS.seed, 2 ** 31);
    const plan: Omit<DayPlan, 'stations'> = {
      arrivals,
      opens: readTime(values.opens) ?? Math.min(...arrivals.map(({ from }) => from)),
      closes: readTime(values.closes) ?? Math.max(...arrivals.map(({ until }) => until)),
      service: serviceOf(values),
      printing: printingOf(values),
    };
    const days = counts.map((stations) => foretell({ ...plan, stations }, { tries, seed }));
    const enough = fewestStations({ ...plan, stations: 1 }, { tries, seed, most: MOST_STATIONS });
    const found = { plan, tries, seed, days, enough, assumed: isAssumed(values) };
    io.out(json ? asJson(found) : report(found, say));
    return days.some(({ allReached }) => allReached >= 0.9) ? 0 : 1;
  } catch (error) {
    if (!isFault(error)) throw error;
    const message = say(`fault.${error.code}`, error.params);
    if (json) io.out(JSON.stringify({ error: { code: error.code, params: error.params, message } }, null, 2));
    else io.err(`${error.code}: ${message}`);
    return 2;
  }
}

type Values = Readonly<
  Partial<Record<'median' | 'slow' | 'durations' | 'printers' | 'print-minutes', string>>
>;

const isAssumed = ({ median, durations }: Values): boolean => median === undefined && durations === undefined;

function serviceOf({ median, slow, durations }: Values): Service {
  if (durations !== undefined) {
    if (median !== undefined || slow !== undefined) throw new Fault<EventCommandCode>('event-service-twice');
    return fromDurations(readFile(durations));
  }
  if ((median === undefined) !== (slow === undefined))
    throw new Fault<EventCommandCode>('event-service-twice');
  return fromQuantiles(
    readMinutes('median', median) ?? ASSUMED_SERVICE.median,
    readMinutes('slow', slow) ?? ASSUMED_SERVICE.slow,
  );
}

function printingOf({ printers, 'print-minutes': minutes }: Values): DayPlan['printing'] {
  const each = readMinutes('print-minutes', minutes);
  if (printers === undefined && each === null) return null;
  if (printers === undefined || each === null) throw new Fault<EventCommandCode>('event-printing-half');
  return { printers: readCount('printers', printers, 1, 500), minutes: each };
}

/** "6", or "4-12" for each of them. */
function readCounts(text: string): number[] {
  const [first, last] = (/^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [])
    .slice(1)
    .map((part) => part && Number(part));
  const from = Number(first ?? Number.NaN);
  const until = Number(last ?? from);
  if (from > until) throw new Fault<EventCommandCode>('event-range-backwards', { from, until });
  if (!(from >= 1 && until <= 500))
    throw new Fault<EventCommandCode>('event-number-wrong', { option: '--stations', most: 500 });
  return Array.from({ length: until - from + 1 }, (_, at) => from + at);
}

function readCount(option: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const count = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most)
    throw new Fault<EventCommandCode>('event-number-wrong', { option: `--${option}`, most });
  return count;
}

function readMinutes(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,3}(?:\.\d{1,3})?$/.test(text))
    throw new Fault<EventCommandCode>('event-number-wrong', { option: `--${option}`, most: 240 });
  return Number(text);
}

function readTime(text: string | undefined): Minute | null {
  if (text === undefined) return null;
  const at = readClockTime(text);
  if (at === null) throw new Fault<EventCommandCode>('event-time-wrong');
  return at;
}

function readFile(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault<EventCommandCode>('event-file-unreadable', { file }, { cause });
  }
}
