import type { Applicant } from '../assess.ts';
import type { Paper, PlainDate, Program, Rule } from '../types.ts';
import type { HeldPaper } from '../worth.ts';

/*
 * Only for tests: the slow, obvious reading of a program, which shares no code with `assess`. It walks the rules as they
 * stand in the file, with sets, and finds completions by trying every subset of the papers.
 */

type Worth = { points: Record<string, number>; shows: Set<string>; lists: Set<string> };
type Verdict = 'met' | 'missing' | 'undetermined';

const utc = (date: PlainDate) => new Date(`${date}T00:00:00Z`);

function later(date: PlainDate, period: Record<string, number>): Date {
  const d = utc(date);
  if (period.days !== undefined) d.setUTCDate(d.getUTCDate() + period.days);
  const months = (period.months ?? 0) + 12 * (period.years ?? 0);
  if (months > 0) {
    const day = d.getUTCDate();
    d.setUTCDate(1);
    d.setUTCMonth(d.getUTCMonth() + months);
    const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate();
    d.setUTCDate(Math.min(day, last));
  }
  return d;
}

function age(born: PlainDate, on: PlainDate): number {
  let years = 0;
  while (later(born, { years: years + 1 }) <= utc(on)) years++;
  return years;
}

const within = (band: { from?: number; to?: number } | undefined, years: number) =>
  years >= (band?.from ?? 0) && years <= (band?.to ?? 999);

const trusted = (program: Program, source: string) =>
  ['PRESS', 'FOUND', 'OWN'].includes(program.sources[source]?.mark ?? '');

function numbers(points: Paper['points']): Record<string, number> {
  const known: Record<string, number> = {};
  for (const [category, value] of Object.entries(points ?? {}))
    if (typeof value === 'number') known[category] = value;
  return known;
}

/** What one paper in hand is worth, or nothing. */
function worthOf(program: Program, held: HeldPaper, years: number, on: PlainDate): Worth | undefined {
  const paper = program.papers[held.paper];
  if (!paper || !within(paper.ages, years)) return undefined;
  if (paper.unestablished !== undefined || !trusted(program, paper.source)) return undefined;
  if (paper.dated && held.issued && later(held.issued, paper.dated.within) < utc(on)) return undefined;
  const full = { points: numbers(paper.points), shows: new Set(paper.shows), lists: new Set(paper.lists) };
  if (!held.expires || utc(held.expires) >= utc(on)) return full;
  const expired = paper.whenExpired;
  if (!expired) return undefined;
  if (expired.upTo !== 'any' && later(held.expires, expired.upTo) < utc(on)) return undefined;
  return {
    points: expired.points ? numbers(expired.points) : full.points,
    shows: expired.shows ? new Set(expired.shows) : full.shows,
    lists: expired.lists ? new Set(expired.lists) : full.lists,
  };
}

/** Every paper once, with the best of its copies. */
function handOf(
  program: Program,
  papers: readonly HeldPaper[],
  years: number,
  on: PlainDate,
): Map<string, Worth> {
  const best = new Map<string, Worth>();
  for (const expiredToo of [true, false]) {
    for (const held of papers) {
      const current = !held.expires || held.expires >= on;
      const worth = current || expiredToo ? worthOf(program, held, years, on) : undefined;
      if (worth) best.set(held.paper, worth);
    }
  }
  return new Map(
    [...best].filter(([id]) => (program.papers[id]?.needs ?? []).every((companion) => best.has(companion))),
  );
}

/** true, false, or undefined where the rule concerns nobody of this age. */
function holds(rule: Rule, hand: Map<string, Worth>, years: number): boolean | undefined {
  if (!within(rule.ages, years)) return undefined;
  if ('all' in rule) {
    const parts = rule.all.map((child) => holds(child, hand, years)).filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : !parts.includes(false);
  }
  if ('any' in rule) {
    const parts = rule.any.map((child) => holds(child, hand, years)).filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.includes(true);
  }
  if ('unestablished' in rule) return false;
  if ('points' in rule) {
    let sum = 0;
    for (const worth of hand.values()) sum += worth.points[rule.points] ?? 0;
    return sum >= rule.atLeast;
  }
  const fitting = [...hand].filter(
    ([id, worth]) =>
      (rule.of.papers === undefined || rule.of.papers.includes(id)) &&
      (rule.of.shows === undefined || worth.shows.has(rule.of.shows)) &&
      (rule.of.list === undefined || worth.lists.has(rule.of.list)),
  );
  return fitting.length >= rule.count;
}

function enough(program: Program, papers: readonly HeldPaper[], years: number, on: PlainDate): boolean {
  const hand = handOf(program, papers, years, on);
  return program.requirements.every((requirement) => {
    if (!within(requirement.ages, years)) return true;
    const answer = holds(requirement.rule, hand, years);
    return answer === undefined || (answer && trusted(program, requirement.source));
  });
}

/** Does a rule lead, for this age, to something that is not established? */
function hasGap(rule: Rule, years: number): boolean {
  if (!within(rule.ages, years)) return false;
  if ('all' in rule) return rule.all.some((child) => hasGap(child, years));
  if ('any' in rule) return rule.any.some((child) => hasGap(child, years));
  return 'unestablished' in rule;
}

function isOpen(program: Program, years: number): boolean {
  if (program.paperListOpen !== undefined || !within(program.serves?.ages, years)) return true;
  const rules = program.requirements.some(
    (requirement) =>
      within(requirement.ages, years) &&
      holds(requirement.rule, new Map(), years) !== undefined &&
      (!trusted(program, requirement.source) || hasGap(requirement.rule, years)),
  );
  const papers = Object.values(program.papers).some(
    (paper) =>
      within(paper.ages, years) &&
      (!trusted(program, paper.source) ||
        paper.unestablished !== undefined ||
        [paper.points, paper.whenExpired?.points].some((points) =>
          Object.values(points ?? {}).some((value) => typeof value !== 'number'),
        )),
  );
  return rules || papers;
}

export function oracleOutcome(
  program: Program,
  papers: readonly HeldPaper[],
  person: Applicant,
  on: PlainDate,
): Verdict {
  const years = age(person.birthDate, on);
  const served = within(program.serves?.ages, years);
  if (served && within(program.eligible?.ages, years) && enough(program, papers, years, on)) return 'met';
  return isOpen(program, years) ? 'undetermined' : 'missing';
}

/** All smallest sets of further papers that would do, each sorted, by trying every subset of at most `most`. */
export function oracleCompletions(
  program: Program,
  papers: readonly HeldPaper[],
  person: Applicant,
  on: PlainDate,
  most: number,
): string[] {
  const years = age(person.birthDate, on);
  if (!within(program.serves?.ages, years) || !within(program.eligible?.ages, years)) return [];
  const choices = Object.keys(program.papers)
    .filter((id) => !person.without?.includes(id) && program.papers[id]?.renewal !== true)
    .sort();
  let smallest = most;
  let sets: string[][] = [];
  for (let bits = 1; bits < 2 ** choices.length; bits++) {
    const set = choices.filter((_, place) => (bits >> place) & 1);
    if (set.length > smallest) continue;
    if (!enough(program, [...papers, ...set.map((paper) => ({ paper }))], years, on)) continue;
    if (set.length < smallest) sets = [];
    smallest = set.length;
    sets.push(set);
  }
  return sets.map((set) => set.join(' ')).sort();
}
