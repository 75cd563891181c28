import { inBand } from './ages.ts';
import { programFault } from './codes.ts';
import { isChecked } from './established.ts';
import { nearest } from './nearest.ts';
import { addPeriod, isPlainDate } from './plain-date.ts';
import type { Paper, PaperId, PaperRules, PlainDate } from './types.ts';

/**
 * A paper somebody has in hand. A date that is left out means that whoever looked found the time limit kept:
 * a clerk ticks "utility bill, at most 30 days old" and types nothing.
 */
export type HeldPaper = { paper: PaperId; issued?: PlainDate; expires?: PlainDate };

/** What a paper counts for. */
export type Worth = {
  points: Readonly<Record<string, number>>;
  shows: readonly string[];
  lists: readonly string[];
};

export type Unusable = {
  paper: PaperId;
  code: 'paper-wrong-age' | 'paper-too-old' | 'paper-expired' | 'paper-needs-companion' | 'paper-open';
  params: Readonly<Record<string, string | number>>;
};

const NOTHING: Worth = { points: {}, shows: [], lists: [] };

function known(points: Paper['points']): Record<string, number> {
  const entries = Object.entries(points ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** What a paper counts for while it is current. Values that are not established count for nothing. */
export function fullWorth(program: PaperRules, paper: Paper): Worth {
  if (isOpenPaper(program, paper)) return NOTHING;
  return { points: known(paper.points), shows: paper.shows ?? [], lists: paper.lists ?? [] };
}

/** Nobody here knows what this paper counts for: it neither counts nor accompanies another. */
export function isOpenPaper(program: PaperRules, paper: Paper): boolean {
  return paper.unestablished !== undefined || !isChecked(program, paper.source);
}

/** What it counts for once expired, within the tolerance. */
export function expiredWorth(program: PaperRules, paper: Paper): Worth {
  const { whenExpired } = paper;
  if (!whenExpired) return NOTHING;
  if (isOpenPaper(program, paper)) return NOTHING;
  const full = fullWorth(program, paper);
  return {
    points: whenExpired.points ? known(whenExpired.points) : full.points,
    shows: whenExpired.shows ?? full.shows,
    lists: whenExpired.lists ?? full.lists,
  };
}

export type Grade = 'full' | 'expired' | Unusable;

function checkDates(held: HeldPaper, on: PlainDate): void {
  for (const [field, date] of [['issued', held.issued] as const, ['expires', held.expires] as const]) {
    if (date !== undefined && !isPlainDate(date)) {
      throw programFault('program-date-invalid', { paper: held.paper, field, date });
    }
  }
  if (held.issued !== undefined && held.issued > on) {
    throw programFault('program-date-in-future', { paper: held.paper, date: held.issued, on });
  }
}

/** In which state a held paper counts on a day for somebody of this age, or why it does not. */
export function gradeOf(program: PaperRules, held: HeldPaper, age: number, on: PlainDate): Grade {
  const paper = Object.hasOwn(program.papers, held.paper) ? program.papers[held.paper] : undefined;
  if (!paper) {
    const papers = Object.keys(program.papers).sort();
    const meant = nearest(held.paper, papers);
    throw programFault('program-paper-unknown', {
      paper: held.paper,
      meant: meant ?? '',
      hasMeant: meant ? 'yes' : 'no',
      papers: papers.join(', '),
    });
  }
  checkDates(held, on);
  const no = (code: Unusable['code'], params: Unusable['params'] = {}) => ({
    paper: held.paper,
    code,
    params,
  });
  if (!inBand(paper.ages, age)) return no('paper-wrong-age', { age });
  if (paper.dated && held.issued !== undefined && addPeriod(held.issued, paper.dated.within) < on) {
    const [unit, n] = Object.entries(paper.dated.within)[0] ?? ['days', 0];
    return no('paper-too-old', { unit, n, issued: held.issued });
  }
  const open = isOpenPaper(program, paper);
  if (held.expires !== undefined && held.expires < on) {
    const { whenExpired } = paper;
    if (!whenExpired) return no('paper-expired', { expired: held.expires });
    if (whenExpired.upTo !== 'any' && addPeriod(held.expires, whenExpired.upTo) < on) {
      return no('paper-expired', { expired: held.expires });
    }
    return open ? no('paper-open') : 'expired';
  }
  return open ? no('paper-open') : 'full';
}
