import { inBand } from './ages.ts';
import { programFault } from './codes.ts';
import { type Completions, completions } from './completions.ts';
import { type Open, openAtAge } from './established.ts';
import { type Gap, gapsOf, type Missing } from './gaps.ts';
import { addYears, ageOn, isPlainDate } from './plain-date.ts';
import { buildTree, countingHand, counts, type Hand, isMet, type Tree } from './tree.ts';
import type { PaperId, PaperRules, PlainDate } from './types.ts';
import { gradeOf, type HeldPaper, type Unusable } from './worth.ts';

export type Applicant = {
  birthDate: PlainDate;
  /** Papers the person has said they do not have: never suggested. */
  without?: readonly PaperId[];
};

type Lacking = {
  missing: Missing[];
  /**
   * The smallest sets of further papers that would do, the most usual first; empty if none of up to six papers would.
   * Holds neither what the person said they lack nor a card of this city, which nobody can go and get.
   */
  completions: PaperId[][];
  /** More such sets exist than are listed. */
  more: boolean;
};

export type Assessment =
  | { outcome: 'met'; unusable: Unusable[] }
  | ({ outcome: 'undetermined'; open: Open[]; unusable: Unusable[] } & Lacking)
  | ({ outcome: 'missing'; unusable: Unusable[] } & Lacking);

function checkPerson(person: Applicant, on: PlainDate): void {
  for (const [field, date] of [['birthDate', person.birthDate] as const, ['on', on] as const]) {
    if (!isPlainDate(date)) throw programFault('program-date-invalid', { paper: '', field, date });
  }
  if (person.birthDate > on)
    throw programFault('program-date-in-future', { paper: '', date: person.birthDate, on });
}

function takeInHand(
  program: PaperRules,
  tree: Tree,
  papers: readonly HeldPaper[],
  age: number,
  on: PlainDate,
) {
  const hand: Hand = new Uint8Array(tree.papers.length);
  const unusable: Unusable[] = [];
  for (const held of papers) {
    const grade = gradeOf(program, held, age, on);
    const place = tree.index.get(held.paper);
    if (typeof grade === 'object') unusable.push(grade);
    else if (place !== undefined) hand[place] = Math.max(hand[place] ?? 0, grade === 'full' ? 2 : 1);
  }
  const counted = (paper: PaperId) => (hand[tree.index.get(paper) ?? -1] ?? 0) > 0;
  const still = unusable.filter(({ paper }) => !counted(paper));
  for (const [place, paper] of tree.papers.entries()) {
    if (hand[place] === 0 || counts(tree, hand, place)) continue;
    const lacking = (tree.needs[place] ?? []).filter((companion) => (hand[companion] ?? 0) === 0);
    const names = lacking.map((companion) => tree.papers[companion] ?? '');
    still.push({ paper, code: 'paper-needs-companion', params: { companions: names.join(' ') } });
  }
  return { hand, unusable: still };
}

function ageGap(program: PaperRules, person: Applicant, age: number): Missing[] {
  const band = program.eligible?.ages;
  if (inBand(band, age)) return [];
  const gap: Gap =
    band?.from !== undefined && age < band.from
      ? {
          code: 'too-young',
          params: { age: band.from, day: addYears(person.birthDate, band.from) },
          papers: [],
        }
      : { code: 'too-old', params: { age: band?.to ?? age }, papers: [] };
  return [{ requirement: 'eligible', alternatives: [[gap]] }];
}

function renewals(program: PaperRules): PaperId[] {
  return Object.keys(program.papers).filter((id) => program.papers[id]?.renewal === true);
}

/**
 * Do these papers suffice, for this person, on this day?
 *
 * `met` is certain. `missing` is certain too, and says what would do. Where anything that concerns people of this age is not
 * established, an answer that is not `met` is `undetermined`, never `missing`. More papers never make an answer worse.
 *
 * Pure; looks at no clock. Throws `program-paper-unknown` (with the name that was probably meant), `program-date-invalid`,
 * `program-date-in-future`.
 */
export function assess(
  program: PaperRules,
  papers: readonly HeldPaper[],
  person: Applicant,
  on: PlainDate,
  options: { limit?: number } = {},
): Assessment {
  checkPerson(person, on);
  const age = ageOn(person.birthDate, on);
  const tree = buildTree(program, age);
  const { hand, unusable } = takeInHand(program, tree, papers, age, on);
  const counting = countingHand(tree, hand);

  const tooYoungOrOld = ageGap(program, person, age);
  const missing: Missing[] = [...tooYoungOrOld];
  for (const { requirement, node } of tree.requirements) {
    if (isMet(node, counting)) continue;
    missing.push({ requirement: requirement.id, alternatives: gapsOf(tree, node, counting) });
  }
  const served = inBand(program.serves?.ages, age);
  if (missing.length === 0 && served) return { outcome: 'met', unusable };

  const none: Completions = { sets: [], more: false };
  const further =
    tooYoungOrOld.length > 0 || !served
      ? none
      : completions(tree, hand, {
          rank: (paper) => program.papers[paper]?.usual ?? 1,
          without: new Set([...(person.without ?? []), ...renewals(program)]),
          ...(options.limit === undefined ? {} : { limit: options.limit }),
        });
  const lacking = { missing, completions: further.sets, more: further.more };
  const open = openAtAge(program, age);
  return open.length > 0
    ? { outcome: 'undetermined', open, unusable, ...lacking }
    : { outcome: 'missing', unusable, ...lacking };
}
