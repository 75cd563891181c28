import { countingHand, gathered, type Hand, isMet, type Node, type Tree } from './tree.ts';
import type { PaperId } from './types.ts';

/** Nobody is sent for more papers than this; beyond it there is no list of what would do. */
export const MOST_FURTHER = 6;
const DEFAULT_LIMIT = 12;
/** Hands looked at before the search gives up, so that no program can stall a desk. */
const BUDGET = 40_000;

export type Completions = {
  /** The smallest sets of further papers that would do, the most usual first. */
  sets: PaperId[][];
  /** More sets of that size exist than are listed, or the search gave up. */
  more: boolean;
};

/**
 * At least so many further papers are needed. The hand is taken with the papers whose companions are still missing: one
 * companion may wake several of them at once.
 */
function fewest(node: Node, hand: Hand): number {
  if (node.kind === 'all') return Math.max(...node.children.map((child) => fewest(child, hand)));
  if (node.kind === 'any') return Math.min(...node.children.map((child) => fewest(child, hand)));
  if (node.kind === 'open') return Number.POSITIVE_INFINITY;
  const lacking = node.atLeast - gathered(node.gains, hand);
  if (lacking <= 0) return 0;
  let best = 0;
  for (let place = 0; place < hand.length; place++) {
    const gain = node.gains.full[place] ?? 0;
    if (hand[place] !== 2 && gain > best) best = gain;
  }
  return best === 0 ? Number.POSITIVE_INFINITY : Math.ceil(lacking / best);
}

function mark(node: Node, tree: Tree, relevant: Uint8Array): void {
  if (node.kind === 'all' || node.kind === 'any')
    for (const child of node.children) mark(child, tree, relevant);
  if (node.kind !== 'sum') return;
  for (let place = 0; place < relevant.length; place++) {
    if ((node.gains.full[place] ?? 0) === 0 && (node.gains.expired[place] ?? 0) === 0) continue;
    relevant[place] = 1;
    for (const companion of tree.needs[place] ?? []) if (companion >= 0) relevant[companion] = 1;
  }
}

type Unmet = { node: Node; relevant: Uint8Array };

/** A lower bound for several requirements together: those that share no paper add up. */
function fewestTogether(unmet: readonly Unmet[], hand: Hand): number {
  let most = 0;
  let sum = 0;
  const taken = new Uint8Array(hand.length);
  for (const { node, relevant } of unmet) {
    const need = fewest(node, hand);
    most = Math.max(most, need);
    if (need === 0 || relevant.some((flag, place) => flag === 1 && taken[place] === 1)) continue;
    sum += need;
    for (let place = 0; place < taken.length; place++)
      taken[place] = (taken[place] ?? 0) | (relevant[place] ?? 0);
  }
  return Math.max(most, sum);
}

/**
 * All sets of the smallest size that turn a hand into one that meets every requirement for certain, ordered by
 * how usual their papers are (the sum of the ranks, then by name). A stale paper may come back as a fresh one.
 *
 * Iterative deepening over papers in their usual order. A branch is cut when the requirements need more papers than
 * are left to choose, or when all the papers behind it together would not do.
 */
export function completions(
  tree: Tree,
  hand: Hand,
  options: { without?: ReadonlySet<PaperId>; rank: (paper: PaperId) => number; limit?: number },
): Completions {
  const limit = options.limit ?? DEFAULT_LIMIT;
  const start = countingHand(tree, hand);
  const unmet = tree.requirements
    .filter(({ node }) => !isMet(node, start))
    .map(({ node }): Unmet => {
      const relevant = new Uint8Array(hand.length);
      mark(node, tree, relevant);
      return { node, relevant };
    });
  if (unmet.length === 0) return { sets: [], more: false };

  const choices: number[] = [];
  for (let place = 0; place < hand.length; place++) {
    const wanted = tree.known[place] === true && unmet.some(({ relevant }) => relevant[place] === 1);
    if (wanted && hand[place] !== 2 && !options.without?.has(tree.papers[place] ?? '')) choices.push(place);
  }

  const trial = Uint8Array.from(hand);
  const enough = () => {
    const counting = countingHand(tree, trial);
    return unmet.every(({ node }) => isMet(node, counting));
  };
  const restWouldDo = (from: number) => {
    const saved = Uint8Array.from(trial);
    for (const place of choices.slice(from)) trial[place] = 2;
    const result = enough();
    trial.set(saved);
    return result;
  };

  const found: number[][] = [];
  const chosen: number[] = [];
  let looked = 0;
  const search = (from: number, left: number): void => {
    if (++looked > BUDGET) return;
    if (left === 0) {
      if (enough()) found.push([...chosen]);
      return;
    }
    if (fewestTogether(unmet, trial) > left || !restWouldDo(from)) return;
    for (let at = from; at <= choices.length - left; at++) {
      const place = choices[at] ?? 0;
      const before = trial[place] ?? 0;
      trial[place] = 2;
      chosen.push(place);
      search(at + 1, left - 1);
      chosen.pop();
      trial[place] = before;
    }
  };

  for (let size = 1; size <= MOST_FURTHER && found.length === 0 && looked <= BUDGET; size++) search(0, size);

  const named = found.map((places) => places.map((place) => tree.papers[place] ?? ''));
  const weight = (set: PaperId[]) => set.reduce((sum, paper) => sum + options.rank(paper), 0);
  const sets = named
    .map((set) => ({ set, weight: weight(set), name: set.join(' ') }))
    .sort((a, b) => a.weight - b.weight || (a.name < b.name ? -1 : 1))
    .map(({ set }) => set);
  return { sets: sets.slice(0, limit), more: sets.length > limit || looked > BUDGET };
}
