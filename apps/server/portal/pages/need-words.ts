import { ageOn, assess, inBand, type PlainDate, type Program, wordMissing } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { Answers } from '../answers.ts';
import { fits, type Need, papersFor } from '../needs.ts';

type Asked = { program: Program; on: PlainDate; answers: Answers; city: Speak };

/** What a picture has to show: "A paper with the birth date". */
export function needTitle(city: Speak, { id, is }: Need): string {
  return is === 'paper' ? city(`paper.${id}`) : city(`requirement.${id}`);
}

/** Papers of which one is enough, those first that fit where the person lives; none where it takes several. */
export function papersThatDo({ program, on, answers }: Asked, need: Need): string[] {
  if (need.is === 'paper' || answers.birthDate === undefined) return [];
  const papers = papersFor(program, need.id, ageOn(answers.birthDate, on));
  if (answers.home === 'address' || answers.home === undefined) return papers;
  const byOthers = (id: string) =>
    program.papers[id]?.bearer === 'third-party' && program.papers[id].shows?.includes('residency');
  return [...papers.filter(byOthers), ...papers.filter((id) => !byOthers(id))];
}

/** Where one paper is not enough: what has to come together. Null where one is. */
export function waysTogether(asked: Asked, need: Need): string | null {
  const { program, on, answers, city } = asked;
  if (need.is === 'paper' || answers.birthDate === undefined) return null;
  const found = assess(program, [], { birthDate: answers.birthDate }, on, { limit: 0 });
  const missing = found.outcome === 'met' ? [] : found.missing;
  const one = missing.find(({ requirement }) => requirement === need.id);
  return one?.alternatives.some((gaps) => gaps.length > 1) ? wordMissing(city, one) : null;
}

/** For who lacks it: papers that others write, and the ways that ask for less. */
export function instead({ program, on, answers }: Asked, need: Need) {
  const age = answers.birthDate === undefined ? 0 : ageOn(answers.birthDate, on);
  const letters = Object.entries(program.papers)
    .filter(([, paper]) => paper.attestation && paper.bearer === 'third-party' && inBand(paper.ages, age))
    .filter(([id]) => need.is === 'requirement' && papersFor(program, need.id, age).includes(id))
    .map(([id, paper]) => ({ id, by: paper.attestation?.by ?? [] }));
  const guardians = answers.path !== 'child' ? [] : guardianPapers(program, age);
  const caretaker = answers.path !== 'caretaker' && fits(program, 'caretaker', age);
  return { letters, caretaker, guardians };
}

/** Papers of the parent or guardian's own. */
function guardianPapers(program: Program, age: number): string[] {
  return Object.entries(program.papers)
    .filter(([, { bearer, ages }]) => bearer === 'guardian' && inBand(ages, age))
    .map(([id]) => id);
}
