import { clockTime, type Minute, readClockTime } from './clock-time.ts';
import { dayFault } from './errors.ts';

/** So many people come between two times, each at any moment of it. */
export type Arrivals = readonly { from: Minute; until: Minute; people: number }[];

const MOST_PEOPLE = 100_000;
const HEADER = /^from,until,people$/i;

/**
 * Arrivals as a file says them: `from,until,people` a line, times as HH:MM, for example `08:00,09:30,120`. Spans may overlap:
 * they add up. Blank lines, lines that begin with `#`, and a header of these three words are passed over.
 *
 * Faults `arrivals-empty`, `arrivals-line` {line}, `arrivals-reversed` {line}, `arrivals-no-length` {line}, `arrivals-too-many` {most}
 */
export function parseArrivals(text: string): Arrivals {
  const spans = text.split(/\r?\n/).flatMap((raw, at) => {
    const line = raw.replace(/^﻿/, '').trim();
    return line === '' || line.startsWith('#') || HEADER.test(line.replaceAll(' ', ''))
      ? []
      : [readSpan(line, at + 1)];
  });
  const people = spans.reduce((sum, span) => sum + span.people, 0);
  if (people === 0) throw dayFault('arrivals-empty');
  if (people > MOST_PEOPLE) throw dayFault('arrivals-too-many', { most: MOST_PEOPLE });
  return spans;
}

function readSpan(text: string, line: number): Arrivals[number] {
  const [from = '', until = '', people = '', ...more] = text.split(',').map((part) => part.trim());
  const [first, last] = [readClockTime(from), readClockTime(until)];
  // What was written is not repeated: a list of people may have been taken for this file.
  if (first === null || last === null || !/^\d{1,6}$/.test(people) || more.length > 0)
    throw dayFault('arrivals-line', { line });
  if (first === last) throw dayFault('arrivals-no-length', { line, from: clockTime(first) });
  if (first > last)
    throw dayFault('arrivals-reversed', { line, from: clockTime(first), until: clockTime(last) });
  return { from: first, until: last, people: Number(people) };
}
