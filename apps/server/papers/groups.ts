import {
  inBand,
  type Paper,
  type PaperId,
  type PaperRules,
  type Rule,
  requirementsAtAge,
} from '@commonkey/program';
import { usualAt } from '@commonkey/program/usual-at.ts';
import type { Band } from './bands.ts';

/** Papers that are asked about together. `id` is something papers show, whose papers they are, or `other`. */
export type Group = { id: string; papers: PaperId[] };

const BEARERS = ['guardian', 'caretaker'] as const;

type Wanted = { shows: Set<string>; lists: Set<string>; papers: Set<PaperId>; points: boolean };

function wantedAt(rules: PaperRules, age: number): Wanted {
  const wanted: Wanted = { shows: new Set(), lists: new Set(), papers: new Set(), points: false };
  const walk = (rule: Rule): void => {
    if ('all' in rule) rule.all.forEach(walk);
    else if ('any' in rule) rule.any.forEach(walk);
    else if ('points' in rule) wanted.points = true;
    else if ('count' in rule) {
      if (rule.of.shows !== undefined) wanted.shows.add(rule.of.shows);
      if (rule.of.list !== undefined) wanted.lists.add(rule.of.list);
      for (const paper of rule.of.papers ?? []) wanted.papers.add(paper);
    }
  };
  for (const { rule } of requirementsAtAge(rules, age)) walk(rule);
  for (const paper of Object.values(rules.papers))
    if (inBand(paper.ages, age)) for (const companion of paper.needs ?? []) wanted.papers.add(companion);
  return wanted;
}

/** Does the paper count for anything at this age? One that does not is not asked about. */
function counts(id: PaperId, paper: Paper, wanted: Wanted): boolean {
  return (
    wanted.papers.has(id) ||
    (wanted.points && paper.points !== undefined) ||
    paper.shows?.some((one) => wanted.shows.has(one)) === true ||
    paper.lists?.some((one) => wanted.lists.has(one)) === true
  );
}

/** What a paper shows of that which is asked for at this age, in the order in which it is asked for. */
export function shownAt(rules: PaperRules, band: Band, id: PaperId): string[] {
  const shows = rules.papers[id]?.shows ?? [];
  return [...wantedAt(rules, band.from).shows].filter((one) => shows.includes(one));
}

/** Every paper that counts for people of these ages, each once, under the first thing it shows; the most usual first. */
export function groupsAt(rules: PaperRules, band: Band): Group[] {
  const wanted = wantedAt(rules, band.from);
  const groups = new Map<string, PaperId[]>(
    [...wanted.shows, ...BEARERS, 'other'].map((id) => [id, []] as [string, PaperId[]]),
  );
  const usual = Object.entries(rules.papers)
    .filter(([id, paper]) => inBand(paper.ages, band.from) && counts(id, paper, wanted))
    .sort(usualAt(rules, band.from));
  for (const [id, paper] of usual) {
    const bearer = BEARERS.find((one) => one === paper.bearer);
    const shown = [...wanted.shows].find((one) => paper.shows?.includes(one));
    groups.get(bearer ?? shown ?? 'other')?.push(id);
  }
  return [...groups].filter(([, papers]) => papers.length > 0).map(([id, papers]) => ({ id, papers }));
}
