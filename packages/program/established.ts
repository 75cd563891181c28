import { inBand } from './ages.ts';
import type { Paper, PaperRules, Requirement, Rule } from './types.ts';

/** Something that decides about a person and that nobody here has established. */
export type Open = {
  code:
    | 'unestablished'
    | 'requirement-unchecked'
    | 'paper-unchecked'
    | 'validity-unchecked'
    | 'age-not-served';
  id: string;
};

/** RECALLED and INFER are somebody's memory or deduction, never a city's rule. */
export function isChecked(program: PaperRules, sourceId: string): boolean {
  const mark = program.sources[sourceId]?.mark;
  return mark === 'PRESS' || mark === 'FOUND' || mark === 'OWN';
}

/** The part of a rule that concerns people of this age; undefined where nothing of it does. */
export function ruleAtAge(rule: Rule, age: number): Rule | undefined {
  if (!inBand(rule.ages, age)) return undefined;
  if ('all' in rule || 'any' in rule) {
    const children = 'all' in rule ? rule.all : rule.any;
    const kept = children.map((child) => ruleAtAge(child, age)).filter((child) => child !== undefined);
    if (kept.length === 0) return undefined;
    return 'all' in rule ? { all: kept } : { any: kept };
  }
  return rule;
}

export function requirementsAtAge(
  program: PaperRules,
  age: number,
): { requirement: Requirement; rule: Rule }[] {
  return program.requirements.flatMap((requirement) => {
    const rule = inBand(requirement.ages, age) ? ruleAtAge(requirement.rule, age) : undefined;
    return rule ? [{ requirement, rule }] : [];
  });
}

function openInRule(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(openInRule);
  if ('any' in rule) return rule.any.flatMap(openInRule);
  return 'unestablished' in rule ? [rule.unestablished] : [];
}

function openInPaper(program: PaperRules, id: string, paper: Paper): Open[] {
  if (!isChecked(program, paper.source)) return [{ code: 'paper-unchecked', id }];
  const ids = paper.unestablished === undefined ? [] : [paper.unestablished];
  for (const points of [paper.points, paper.whenExpired?.points]) {
    for (const value of Object.values(points ?? {}))
      if (typeof value !== 'number') ids.push(value.unestablished);
  }
  return ids.map((open) => ({ code: 'unestablished', id: open }));
}

/**
 * What is not established about the papers asked of people of this age, each thing once, sorted.
 * As long as this is not empty, nobody of that age can be told "not enough".
 */
export function openAtAge(program: PaperRules, age: number): Open[] {
  const open: Open[] = [];
  if (!inBand(program.serves?.ages, age)) open.push({ code: 'age-not-served', id: 'serves' });
  if (program.paperListOpen !== undefined) open.push({ code: 'unestablished', id: program.paperListOpen });
  for (const { requirement, rule } of requirementsAtAge(program, age)) {
    if (!isChecked(program, requirement.source))
      open.push({ code: 'requirement-unchecked', id: requirement.id });
    for (const id of openInRule(rule)) open.push({ code: 'unestablished', id });
  }
  for (const [id, paper] of Object.entries(program.papers)) {
    if (inBand(paper.ages, age)) open.push(...openInPaper(program, id, paper));
  }
  return distinct(open);
}

export function distinct(open: readonly Open[]): Open[] {
  const seen = new Map(open.map((item) => [`${item.code} ${item.id}`, item]));
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
