import { Fault, type FaultParams } from '@commonkey/words';
import type { HistoryCode } from './errors.ts';
import { QUARTER, type Quarter, quartersBetween } from './quarter.ts';
import { type Cell, CHANNELS, type Channel, numberName } from './told.ts';

/** Counts from before this service, as the city wrote them down. */
export type History = {
  /** Where they are from, in the city's own words: shown to the public as it stands. */
  readonly source: string;
  readonly cells: readonly Cell[];
};

/** More than any city's history: a line a quarter and a way is some thirty bytes. */
export const LONGEST_HISTORY = 100_000;
const SOURCE = /^# source: (\P{Cc}{1,300})$/u;
const TOTAL = /^# total: ([0-9]{1,9})$/;
const HEAD = 'quarter,channel,cards';
/** What a cell may hold: a hundred million cards. */
const COUNT = /^[0-9]{1,9}$/;

/**
 * Reads a history: its source, its total, then a line for each quarter and way. A nought is written down; what is not there is not
 * guessed, so that a part of a file is never taken for all of it.
 *
 * ```
 * # source: Annual reports of the Clerk, 2018 to 2025
 * # total: 145825
 * quarter,channel,cards
 * 2018-Q2,in-person,4011
 * 2018-Q2,online,0
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
  const seen = new Set<string>();
  lines.slice(3).forEach((written, at) => {
    if (written === '') return;
    const line = at + 4;
    const cell = readLine(written, line, through);
    const name = numberName(cell.quarter, cell.channel);
    if (seen.has(name))
      refuse('statistics-quarter-twice', { line, quarter: cell.quarter, channel: cell.channel });
    seen.add(name);
    cells.push(cell);
  });
  refuseGaps(cells, seen);
  const sum = cells.reduce((all, { cards }) => all + cards, 0);
  if (sum !== Number(total)) refuse('statistics-total-differs', { total: Number(total), sum });
  return {
    source,
    cells: cells.sort((a, b) =>
      numberName(a.quarter, a.channel) < numberName(b.quarter, b.channel) ? -1 : 1,
    ),
  };
}

function readLine(written: string, line: number, through: Quarter): Cell {
  const [quarter = '', channel = '', cards = '', ...more] = written.split(',').map((part) => part.trim());
  if (more.length > 0 || cards === '') refuse('statistics-line-malformed', { line });
  if (!QUARTER.test(quarter)) refuse('statistics-quarter-malformed', { line });
  if (quarter > through) refuse('statistics-quarter-future', { line, quarter, through });
  if (!isChannel(channel)) refuse('statistics-channel-unknown', { line, known: CHANNELS.join(', ') });
  if (/^-[0-9]+$/.test(cards)) refuse('statistics-count-negative', { line });
  if (!COUNT.test(cards)) refuse('statistics-count-malformed', { line });
  return { quarter, channel, cards: Number(cards) };
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
