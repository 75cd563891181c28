import {
  ageOn,
  assess,
  inBand,
  type Paper,
  type PaperId,
  type PlainDate,
  type Program,
  type Rule,
} from '@commonkey/program';
import { requirementsAtAge } from '@commonkey/program/established.ts';
import { usualAt } from '@commonkey/program/usual-at.ts';
import type { Path } from './answers.ts';

/** Nobody is older. */
const OLDEST = 130;

/** Bearers who are not the person the card is for; what a third party writes is about that person. */
const OTHERS: readonly Paper['bearer'][] = ['guardian', 'caretaker'];

/** Something that pictures of papers have to show: a requirement of the program, or a paper that a path itself asks for. */
export type Need = { readonly id: string; readonly is: 'requirement' | 'paper' };

/**
 * What this person has to show, in the program's order. On the caretaker's path the statement and what must come with it
 * stand for the requirements that they meet.
 */
export function needsOf(program: Program, path: Path, birthDate: PlainDate, on: PlainDate): Need[] {
  const age = ageOn(birthDate, on);
  const statement = path === 'caretaker' ? statementAt(program, age) : undefined;
  const papers = statement ? [statement, ...(program.papers[statement]?.needs ?? [])] : [];
  const held = papers.map((paper) => ({ paper }));
  const found = assess(program, held, { birthDate }, on, { limit: 0 });
  const missing = found.outcome === 'met' ? [] : found.missing;
  return [
    ...missing
      .filter(({ requirement }) => requirement !== 'eligible')
      .map(({ requirement }) => ({ id: requirement, is: 'requirement' as const })),
    ...papers.map((id) => ({ id, is: 'paper' as const })),
  ];
}

/** Papers of which one alone meets a requirement at an age, the most usual first. */
export function papersFor(program: Program, requirement: string, age: number): PaperId[] {
  const rule = requirementsAtAge(program, age).find((one) => one.requirement.id === requirement)?.rule;
  if (!rule) return [];
  return Object.entries(program.papers)
    .filter(([, paper]) => inBand(paper.ages, age) && paper.unestablished === undefined)
    .filter(
      ([id, paper]) => paper.needs === undefined && meets(rule, id, paper.shows ?? [], paper.lists ?? []),
    )
    .sort(usualAt(program, age))
    .map(([id]) => id);
}

function meets(rule: Rule, id: PaperId, shows: readonly string[], lists: readonly string[]): boolean {
  if ('all' in rule) return rule.all.every((child) => meets(child, id, shows, lists));
  if ('any' in rule) return rule.any.some((child) => meets(child, id, shows, lists));
  if (!('count' in rule) || rule.count > 1) return false;
  const { of } = rule;
  return (
    (of.shows === undefined || shows.includes(of.shows)) &&
    (of.list === undefined || lists.includes(of.list)) &&
    (of.papers === undefined || of.papers.includes(id))
  );
}

/** Paths that some age has under this program. */
export function pathsOf(program: Program): Path[] {
  const ages = Array.from({ length: OLDEST + 1 }, (_, age) => age).filter((age) =>
    inBand(program.eligible?.ages, age),
  );
  const paths: Path[] = [];
  if (ages.some((age) => !isGuarded(program, age))) paths.push('self');
  if (ages.some((age) => isGuarded(program, age))) paths.push('child');
  if (ages.some((age) => statementAt(program, age))) paths.push('caretaker');
  return paths;
}

/** Ages of a path, for the words of its choice: undefined where it has none. */
export function agesOf(program: Program, path: Path): { from: number; to: number } | undefined {
  const ages = Array.from({ length: OLDEST + 1 }, (_, age) => age).filter((age) => fits(program, path, age));
  const [from, to] = [ages[0], ages.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** May somebody of this age go this way? */
export function fits(program: Program, path: Path, age: number): boolean {
  if (!inBand(program.eligible?.ages, age)) return false;
  if (path === 'caretaker') return statementAt(program, age) !== undefined;
  return isGuarded(program, age) === (path === 'child');
}

/** Somebody of this age comes with a parent or guardian: a paper of theirs is asked for. */
function isGuarded(program: Program, age: number): boolean {
  return requirementsAtAge(program, age).some(({ rule }) =>
    papersIn(rule).some((id) => program.papers[id]?.bearer === 'guardian'),
  );
}

/**
 * Whether every paper that could meet it is about the person the card is for. Where a caretaker's or guardian's own paper is
 * among them, nobody here knows whose paper a picture shows.
 */
export function isOfHolder(program: Program, need: Need, age: number): boolean {
  const rule = requirementsAtAge(program, age).find(({ requirement }) => requirement.id === need.id)?.rule;
  const papers = need.is === 'paper' ? [need.id] : rule ? papersIn(rule) : [];
  return papers.every((id) => !OTHERS.includes(program.papers[id]?.bearer));
}

/** The statement that a caretaker may give for somebody of this age. */
export function statementAt(program: Program, age: number): PaperId | undefined {
  return Object.entries(program.papers).find(
    ([, paper]) => paper.bearer === 'caretaker' && paper.attestation && inBand(paper.ages, age),
  )?.[0];
}

function papersIn(rule: Rule): readonly PaperId[] {
  if ('all' in rule) return rule.all.flatMap(papersIn);
  if ('any' in rule) return rule.any.flatMap(papersIn);
  return 'count' in rule ? (rule.of.papers ?? []) : [];
}
