import { gathered, type Hand, isMet, type Node, type Tree } from './tree.ts';
import type { PaperId } from './types.ts';

/** One thing that is lacking, and the papers that would help. Sentences: `assess.<code>`. */
export type Gap = {
  code:
    | 'needs-points'
    | 'needs-showing'
    | 'needs-from-list'
    | 'needs-from-list-showing'
    | 'needs-papers'
    | 'too-young'
    | 'too-old'
    | 'not-established';
  params: Readonly<Record<string, string | number>>;
  papers: PaperId[];
};

/** A requirement that is not met: any one of the alternatives would do, and each of its gaps must be filled. */
export type Missing = { requirement: string; alternatives: Gap[][] };

/** Two lists of alternatives that are both asked for multiply; a page cannot show more than this. */
const MOST_ALTERNATIVES = 12;

function codeOf(list: string | undefined, shows: string | undefined): Gap['code'] {
  if (list !== undefined) return shows === undefined ? 'needs-from-list' : 'needs-from-list-showing';
  return shows === undefined ? 'needs-papers' : 'needs-showing';
}

function gapOf(tree: Tree, node: Extract<Node, { kind: 'sum' }>, counting: Hand): Gap {
  const have = gathered(node.gains, counting);
  const papers = tree.papers.filter((_, place) => counting[place] !== 2 && (node.gains.full[place] ?? 0) > 0);
  const { rule } = node;
  if ('points' in rule) {
    const params = { n: node.atLeast - have, have, atLeast: node.atLeast, category: rule.points };
    return { code: 'needs-points', params, papers };
  }
  const { shows, list } = rule.of;
  const n = node.atLeast - have;
  const named = { n, ...(shows === undefined ? {} : { shows }), ...(list === undefined ? {} : { list }) };
  return { code: codeOf(list, shows), params: named, papers };
}

/** What is lacking, as alternatives of things that are lacking together; one empty alternative when nothing is. */
export function gapsOf(tree: Tree, node: Node, counting: Hand): Gap[][] {
  if (isMet(node, counting)) return [[]];
  if (node.kind === 'open') return [[{ code: 'not-established', params: {}, papers: [] }]];
  if (node.kind === 'sum') return [[gapOf(tree, node, counting)]];
  if (node.kind === 'any') {
    return node.children.flatMap((child) => gapsOf(tree, child, counting)).slice(0, MOST_ALTERNATIVES);
  }
  return node.children
    .map((child) => gapsOf(tree, child, counting))
    .reduce((before, next) =>
      before.flatMap((left) => next.map((right) => [...left, ...right])).slice(0, MOST_ALTERNATIVES),
    );
}
