import { Fault, type FaultParams } from '@commonkey/words';
import { type AgeCell, ageName, agesOfBand, BAND, OLDEST } from './ages.ts';
import type { HistoryCode } from './errors.ts';
import { QUARTER, type Quarter, quartersBetween } from './quarter.ts';
import { type Cell, CHANNELS, type Channel, numberName } from './told.ts';

/** Counts from before this service, as the city wrote them down. */
export type History = {
  /** Where they are from, in the city's own words: shown to the public as it stands. */
  readonly source: string;
  readonly cells: readonly Cell[];
  /** Cards by age, where the city has them: of some quarters, and in each of as many cards as it knows. */
  readonly ages: readonly AgeCell[];
};

/** More than any city's history: a line a quarter and a way is some thirty bytes. */
export const LONGEST_HISTORY = 100_000;
const SOURCE = /^# source: (\P{Cc}{1,300})$/u;
const TOTAL = /^# total: ([0-9]{1,9})$/;
const HEAD = 'quarter,channel,cards';
/** In the place of a channel: `age 14-17`, `age 65-`. */
const AGE = /^age (.*)$/;
/** What a cell may hold: a hundred million cards. */
const COUNT = /^[0-9]{1,9}$/;

/**
 * Reads a history: its source, its total, then a line for each quarter and way. A nought is written down; what is not there is not
 * guessed, so that a part of a file is never taken for all of it. Ages may stand beside them; no total counts them.
 *
 * ```
 * # source: Annual reports of the Clerk, 2018 to 2025
 * # total: 145825
 * quarter,channel,cards
 * 2018-Q2,in-person,4011
 * 2018-Q2,online,0
 * 2018-Q2,age 0-13,512
 * ```
 * @param through the last quarter that is over
 * @throws Fault of a `HistoryCode`, with the first line that is wrong
 */
export function readHistory(text: string, through: Quarter): History {
  if (new TextEncoder().encode(text).length > LONGEST_HISTORY)
    refuse('statistics-history-too-long', { most: LONGEST_HISTORY });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const [, source = refuse('statistics-source-missing')] = SOURCE.exec(lines[0] ?? '') ?? [];
  const [, total = refuse('statistics-total-missing')] = TOTAL.exec(lines[1] ?? '') ?? [];
  if (lines[2] !== HEAD) refuse('statistics-head-missing', { head: HEAD });
  const cells: Cell[] = [];
  const ages: AgeCell[] = [];
  const seen = new Set<string>();
  lines.slice(3).forEach((written, at) => {
    if (written === '') return;
    const line = at + 4;
    const cell = readLine(written, line, through);
    const name = 'band' in cell ? ageName(cell) : numberName(cell.quarter, cell.channel);
    const channel = 'band' in cell ? `age ${cell.band}` : cell.channel;
    if (seen.has(name)) refuse('statistics-quarter-twice', { line, quarter: cell.quarter, channel });
    seen.add(name);
    if ('channel' in cell) cells.push(cell);
    else {
      if (ages.some((one) => overlap(one, cell))) refuse('statistics-bands-overlap', { line });
      ages.push(cell);
    }
  });
  refuseGaps(cells, seen);
  const sum = cells.reduce((all, { cards }) => all + cards, 0);
  if (sum !== Number(total)) refuse('statistics-total-differs', { total: Number(total), sum });
  refuseMore(ages, cells);
  return {
    source,
    ages,
    cells: cells.sort((a, b) =>
      numberName(a.quarter, a.channel) < numberName(b.quarter, b.channel) ? -1 : 1,
    ),
  };
}

function readLine(written: string, line: number, through: Quarter): Cell | AgeCell {
  const [quarter = '', channel = '', cards = '', ...more] = written.split(',').map((part) => part.trim());
  if (more.length > 0 || cards === '') refuse('statistics-line-malformed', { line });
  if (!QUARTER.test(quarter)) refuse('statistics-quarter-malformed', { line });
  if (quarter > through) refuse('statistics-quarter-future', { line, quarter, through });
  const [, band] = AGE.exec(channel) ?? [];
  if (band !== undefined && !isBand(band)) refuse('statistics-band-malformed', { line });
  if (band === undefined && !isChannel(channel))
    refuse('statistics-channel-unknown', { line, known: [...CHANNELS, 'age 14-17'].join(', ') });
  if (/^-[0-9]+$/.test(cards)) refuse('statistics-count-negative', { line });
  if (!COUNT.test(cards)) refuse('statistics-count-malformed', { line });
  if (band !== undefined) return { quarter, band, cards: Number(cards) };
  return isChannel(channel)
    ? { quarter, channel, cards: Number(cards) }
    : refuse('statistics-line-malformed', { line });
}

const isBand = (band: string): boolean => {
  const { first, last } = agesOfBand(band);
  return BAND.test(band) && first <= last && last <= OLDEST;
};

const overlap = (one: AgeCell, other: AgeCell): boolean => {
  const [a, b] = [agesOfBand(one.band), agesOfBand(other.band)];
  return one.quarter === other.quarter && a.first <= b.last && b.first <= a.last;
};

/** More people of some age than there were cards. */
function refuseMore(ages: readonly AgeCell[], cells: readonly Cell[]): void {
  const sum = (some: readonly { cards: number }[]) => some.reduce((all, { cards }) => all + cards, 0);
  for (const [quarter, some] of Map.groupBy(ages, (one) => one.quarter)) {
    const cards = sum(cells.filter((one) => one.quarter === quarter));
    if (sum(some) > cards) refuse('statistics-ages-exceed', { quarter, ages: sum(some), cards });
  }
}

function refuseGaps(cells: readonly Cell[], seen: ReadonlySet<string>): void {
  const quarters = cells.map(({ quarter }) => quarter).sort();
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) refuse('statistics-line-malformed', { line: 4 });
  for (const quarter of quartersBetween(first, last))
    for (const channel of CHANNELS)
      if (!seen.has(numberName(quarter, channel))) refuse('statistics-quarter-missing', { quarter, channel });
}

const isChannel = (value: string): value is Channel => CHANNELS.some((one) => one === value);

function refuse(code: HistoryCode, params?: FaultParams): never {
  throw new Fault<HistoryCode>(code, params);
}
