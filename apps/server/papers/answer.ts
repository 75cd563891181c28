import {
  type Assessment,
  addYears,
  assess,
  type Gap,
  type PaperId,
  type PaperRules,
  type PlainDate,
} from '@commonkey/program';
import { usualAt } from '@commonkey/program/usual-at.ts';
import { ageBands, type Band } from './bands.ts';
import { groupsAt } from './groups.ts';

/** All that somebody said, in codes of the city's own rules: it names nobody, and lives as long as the page. */
export type Said = {
  step: 'who' | 'papers' | 'answer';
  band: string | null;
  have: readonly PaperId[];
  /** Groups of which they have none. */
  none: readonly string[];
  /** Suggested papers that they do not have. */
  without: readonly PaperId[];
};

export const NOTHING_SAID: Said = { step: 'who', band: null, have: [], none: [], without: [] };

/** One thing that is still lacking: any of the ways would do, and each needs one paper of each of its lists. */
export type Lack = { requirement: string; ways: { gap: Gap; papers: PaperId[] }[][]; gaps: Gap[][] };

export type Answer = {
  outcome: Assessment['outcome'];
  unusable: Assessment['unusable'];
  /** What to take along: of what they have, no more than is needed. */
  bring: PaperId[];
  /** Of what they have, what may stay at home. */
  leave: PaperId[];
  lacks: Lack[];
  /** The fewest further papers that would do, the most usual first. */
  shortest: PaperId[] | null;
};

export function bandOf(rules: PaperRules, said: Said): Band | null {
  return ageBands(rules).find(({ id }) => id === said.band) ?? null;
}

/** Do these papers suffice, and if not, what would? Pure, so that a telephone can work it out by itself. */
export function answerTo(rules: PaperRules, band: Band, said: Said, today: PlainDate): Answer {
  const birthDate = addYears(today, -band.from);
  const without = notHad(rules, band, said);
  const ask = (papers: readonly PaperId[]) =>
    assess(
      rules,
      papers.map((paper) => ({ paper })),
      { birthDate, without },
      today,
      { limit: 1 },
    );
  const have = said.have.filter((id) => Object.hasOwn(rules.papers, id));
  const whole = ask(have);
  const bring = whole.outcome === 'met' ? fewest(rules, have, ask) : have;
  const got = whole.outcome === 'met' ? null : whole;
  return {
    outcome: whole.outcome,
    unusable: whole.unusable,
    bring,
    leave: have.filter((id) => !bring.includes(id)),
    lacks: (got?.missing ?? []).map(({ requirement, alternatives }) => ({
      requirement,
      gaps: alternatives,
      ways: waysOf(rules, band, alternatives, new Set([...have, ...without])),
    })),
    shortest: got?.completions[0] ?? null,
  };
}

/** Ways that are still open: no list of papers in them is empty. */
function waysOf(
  rules: PaperRules,
  band: Band,
  alternatives: Gap[][],
  barred: ReadonlySet<PaperId>,
): Lack['ways'] {
  const byUse = usualAt(rules, band.from);
  const open = (gap: Gap) =>
    gap.papers
      .flatMap((id) => {
        const paper = rules.papers[id];
        return paper && !barred.has(id) && paper.renewal !== true ? [[id, paper] as const] : [];
      })
      .sort(byUse)
      .map(([id]) => id);
  return alternatives
    .map((gaps) => gaps.map((gap) => ({ gap, papers: open(gap) })))
    .filter((way) => way.every(({ papers }) => papers.length > 0));
}

/**
 * What somebody has none of is not suggested to them again, except a letter that somebody else can still write: those who
 * have no paper of their own are helped by exactly that.
 */
function notHad(rules: PaperRules, band: Band, said: Said): PaperId[] {
  const none = groupsAt(rules, band)
    .filter(({ id }) => said.none.includes(id))
    .flatMap(({ papers }) => papers)
    .filter((id) => !said.have.includes(id) && rules.papers[id]?.attestation === undefined);
  return [...new Set([...said.without, ...none])].filter((id) => Object.hasOwn(rules.papers, id));
}

/** Leaves out the least usual papers first, as long as the rest are enough: the fewer are shown, the less is seen. */
function fewest(
  rules: PaperRules,
  have: readonly PaperId[],
  ask: (papers: readonly PaperId[]) => Assessment,
): PaperId[] {
  const byUse = [...have].sort((a, b) => (rules.papers[b]?.usual ?? 1) - (rules.papers[a]?.usual ?? 1));
  return byUse.reduce<PaperId[]>(
    (kept, id) => {
      const rest = kept.filter((one) => one !== id);
      return ask(rest).outcome === 'met' ? rest : kept;
    },
    [...have],
  );
}
