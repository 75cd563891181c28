import { requirementsAtAge } from './established.ts';
import type { Paper, PaperId, PaperRules, Rule } from './types.ts';

const PHOTO = 'photo';

/**
 * The order in which papers are named to people of an age: the most usual first, then by name. `usual` is said for people
 * with papers of their own. Where the program asks those of an age for no photo, as with small children, papers that bear
 * one come after the others: a licence is not what a child of seven has. No rule changes by it, and none is left out.
 */
export function usualAt(
  rules: PaperRules,
  age: number,
): (one: readonly [PaperId, Paper], other: readonly [PaperId, Paper]) => number {
  const photoAsked = requirementsAtAge(rules, age).some(({ rule }) => asksPhoto(rule));
  const late = (paper: Paper) => (!photoAsked && paper.shows?.includes(PHOTO) ? 1 : 0);
  return ([a, x], [b, y]) => late(x) - late(y) || x.usual - y.usual || (a < b ? -1 : 1);
}

function asksPhoto(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(asksPhoto);
  if ('any' in rule) return rule.any.some(asksPhoto);
  return 'count' in rule && rule.of.shows === PHOTO;
}
