import { inBand } from './ages.ts';
import { isChecked, requirementsAtAge } from './established.ts';
import type { Paper, PaperId, PaperRules, Requirement, Rule, Selector } from './types.ts';
import { expiredWorth, fullWorth, isOpenPaper, type Worth } from './worth.ts';

/** What a leaf gains from each paper, by its place in `papers`: while current, and once expired. */
type Gains = { full: Uint32Array; expired: Uint32Array };

export type Node =
  | { kind: 'all'; children: Node[] }
  | { kind: 'any'; children: Node[] }
  | {
      kind: 'sum';
      atLeast: number;
      gains: Gains;
      rule: Extract<Rule, { points: string } | { count: number }>;
    }
  | { kind: 'open' };

/** The rules for one age, made ready for many evaluations. */
export type Tree = {
  /** Papers that can count at this age, the most usual first. */
  papers: PaperId[];
  index: Map<PaperId, number>;
  /** Places of the companions that a paper needs. */
  needs: number[][];
  /** By place: what the paper counts for is known, so that it may be suggested. */
  known: boolean[];
  requirements: { requirement: Requirement; node: Node }[];
};

/** 0 not held, 1 held and expired within its tolerance, 2 held and current; by place in `Tree.papers`. */
export type Hand = Uint8Array;

function matches(selector: Selector, id: PaperId, worth: Worth): boolean {
  if (selector.papers && !selector.papers.includes(id)) return false;
  if (selector.shows !== undefined && !worth.shows.includes(selector.shows)) return false;
  if (selector.list !== undefined && !worth.lists.includes(selector.list)) return false;
  return true;
}

/** The papers of a program that can count at an age, the most usual first, then by name. */
export function usualPapers(program: PaperRules, age: number): [PaperId, Paper][] {
  return Object.entries(program.papers)
    .filter(([, paper]) => inBand(paper.ages, age))
    .sort(([a, x], [b, y]) => x.usual - y.usual || (a < b ? -1 : 1));
}

export function buildTree(program: PaperRules, age: number): Tree {
  const usable = usualPapers(program, age);
  const papers = usable.map(([id]) => id);
  const index = new Map(papers.map((id, place) => [id, place]));
  const needs = usable.map(([, paper]) => (paper.needs ?? []).map((id) => index.get(id) ?? -1));

  const full = usable.map(([, paper]) => fullWorth(program, paper));
  const expired = usable.map(([, paper]) => expiredWorth(program, paper));

  const gain = (rule: Extract<Rule, { points: string } | { count: number }>, worths: Worth[]): Uint32Array =>
    Uint32Array.from(worths, (worth, place) => {
      if ('points' in rule) return worth.points[rule.points] ?? 0;
      return matches(rule.of, papers[place] ?? '', worth) ? 1 : 0;
    });

  const build = (rule: Rule): Node => {
    if ('all' in rule) return { kind: 'all', children: rule.all.map(build) };
    if ('any' in rule) return { kind: 'any', children: rule.any.map(build) };
    if ('unestablished' in rule) return { kind: 'open' };
    const atLeast = 'points' in rule ? rule.atLeast : rule.count;
    return { kind: 'sum', atLeast, rule, gains: { full: gain(rule, full), expired: gain(rule, expired) } };
  };

  const requirements = requirementsAtAge(program, age).map(({ requirement, rule }) => ({
    requirement,
    node: isChecked(program, requirement.source) ? build(rule) : ({ kind: 'open' } as const),
  }));
  const known = usable.map(([, paper]) => !isOpenPaper(program, paper));
  return { papers, index, needs, known, requirements };
}

/** Does the paper at this place count, with the companions it needs? */
export function counts(tree: Tree, hand: Hand, place: number): boolean {
  if (hand[place] === 0) return false;
  for (const companion of tree.needs[place] ?? []) if (companion < 0 || hand[companion] === 0) return false;
  return true;
}

/** How much a leaf has gathered, where `counting` holds only papers that count. */
export function gathered(gains: Gains, counting: Hand): number {
  let sum = 0;
  for (let place = 0; place < counting.length; place++) {
    if (counting[place] === 2) sum += gains.full[place] ?? 0;
    else if (counting[place] === 1) sum += gains.expired[place] ?? 0;
  }
  return sum;
}

/** A hand without the papers whose companions are missing. */
export function countingHand(tree: Tree, hand: Hand): Hand {
  return hand.map((state, place) => (counts(tree, hand, place) ? state : 0));
}

/** Is it certain that the rule is met? An open rule never is. */
export function isMet(node: Node, counting: Hand): boolean {
  if (node.kind === 'all') return node.children.every((child) => isMet(child, counting));
  if (node.kind === 'any') return node.children.some((child) => isMet(child, counting));
  return node.kind === 'sum' && gathered(node.gains, counting) >= node.atLeast;
}
