import { agesIn, inBand } from '../ages.ts';
import { openAtAge, requirementsAtAge } from '../established.ts';
import { buildTree, countingHand, isMet } from '../tree.ts';
import type { AgeBand, Program } from '../types.ts';
import type { Report } from './fault.ts';

/** "3", "3–5, 9", "65+": ages as a person would say them. `last` is the oldest age there is. */
export function ageRanges(ages: readonly number[], last = 130): string {
  const ranges: string[] = [];
  for (let start = 0; start < ages.length; ) {
    let end = start;
    while (ages[end + 1] === (ages[end] ?? 0) + 1) end++;
    const [from, to] = [ages[start], ages[end]];
    ranges.push(to === last ? `${from}+` : from === to ? `${from}` : `${from}–${to}`);
    start = end + 1;
  }
  return ranges.join(', ');
}

function checkBands(program: Program, report: Report): void {
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'ages' && inner !== null && typeof inner === 'object') {
        const { from, to }: AgeBand = inner;
        if (from !== undefined && to !== undefined && from > to) report(at, 'age-band-empty', { from, to });
      } else walk(inner, at);
    }
  };
  const { words: _, ...rules } = program;
  walk(rules, []);
}

function checkValidity(program: Program, eligible: readonly number[], report: Report): void {
  program.validity.forEach((band, place) => {
    const twice = agesIn(band.ages).filter((age) =>
      program.validity.slice(0, place).some((earlier) => inBand(earlier.ages, age)),
    );
    if (twice.length > 0)
      report(['validity', place, 'ages'], 'age-bands-overlap', { ages: ageRanges(twice) });
  });
  const bare = eligible.filter((age) => !program.validity.some((band) => inBand(band.ages, age)));
  if (bare.length > 0) report(['validity'], 'age-bands-gap', { ages: ageRanges(bare) });
}

/** One occasion at one age has one fee: a clerk must not have to choose. */
function checkFees(program: Program, report: Report): void {
  program.fees.forEach((fee, place) => {
    for (const earlier of program.fees.slice(0, place)) {
      if (fee.for !== earlier.for && fee.for !== 'any' && earlier.for !== 'any') continue;
      const both = agesIn(fee.ages).filter((age) => inBand(earlier.ages, age));
      const params = { fee: fee.id, earlier: earlier.id, ages: ageRanges(both) };
      if (both.length > 0) report(['fees', place], 'fees-overlap', params);
    }
  });
}

/** Bands of which one ends before it begins. */
function checkCounted({ desk: { countAges } }: Program, report: Report): void {
  const wrong = (countAges?.from ?? []).filter((first, at, from) => at > 0 && first <= (from[at - 1] ?? 0));
  if (wrong.length > 0)
    report(['desk', 'countAges', 'from'], 'age-bands-overlap', { ages: ageRanges(wrong) });
}

/** Nobody may get a card for nothing, and nobody may be asked for what no paper gives. */
function checkRequirements(program: Program, eligible: readonly number[], report: Report): void {
  const vacuous = eligible.filter((age) => requirementsAtAge(program, age).length === 0);
  if (vacuous.length > 0) report(['requirements'], 'requirement-vacuous', { ages: ageRanges(vacuous) });

  const impossible = new Map<string, number[]>();
  for (const age of eligible) {
    if (openAtAge(program, age).length > 0) continue;
    const tree = buildTree(program, age);
    const everything = countingHand(tree, new Uint8Array(tree.papers.length).fill(2));
    for (const { requirement, node } of tree.requirements) {
      if (isMet(node, everything)) continue;
      impossible.set(requirement.id, [...(impossible.get(requirement.id) ?? []), age]);
    }
  }
  for (const [id, ages] of impossible) {
    const place = program.requirements.findIndex((requirement) => requirement.id === id);
    report(['requirements', place], 'requirement-impossible', { requirement: id, ages: ageRanges(ages) });
  }
}

export function checkAges(program: Program, report: Report): void {
  const eligible = agesIn(program.eligible?.ages);
  checkBands(program, report);
  checkValidity(program, eligible, report);
  checkFees(program, report);
  checkCounted(program, report);
  checkRequirements(program, eligible, report);
}
