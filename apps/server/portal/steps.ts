import { NAME_LETTERS, nameFault } from '@commonkey/card/typed/name.ts';
import { ageOn, inBand, type PlainDate, type Program } from '@commonkey/program';
import type { NoticeWay } from '../notices/service.ts';
import type { Answers } from './answers.ts';
import { fits, type Need, needsOf, pathsOf } from './needs.ts';
import { languagesFor } from './second-line.ts';

/** Questions, one a page. `papers/<need>` is one of the needs of `needsOf`. */
export type StepId =
  | 'who'
  | 'name'
  | 'latin'
  | 'second'
  | 'birth'
  | 'fits'
  | 'emergency'
  | 'home'
  | 'address'
  | 'care-of'
  | `papers/${string}`
  | 'face'
  | 'contact'
  | 'reach'
  | 'safe';

/** `ways`: how the city can carry news; what nobody carries is not asked for. */
export type Rules = { program: Program; on: PlainDate; ways: readonly NoticeWay[] };

/**
 * The questions that stand, in their order, given the answers so far: what no answer has opened yet is not among them. A
 * question is asked exactly where its answer would be used.
 */
export function stepsOf(rules: Rules, answers: Answers): StepId[] {
  const { program, on, ways } = rules;
  const steps: StepId[] = [];
  if (pathsOf(program).length > 1) steps.push('who');
  steps.push('name');
  if (answers.name !== undefined && nameFault(answers.name, 'latin') !== null) steps.push('latin');
  if (languagesFor(program, answers.name).length > 0) steps.push('second');
  steps.push('birth');
  if (answers.birthDate !== undefined) {
    if (misfit(rules, answers)) return [...steps, 'fits'];
    if (asksEmergency(program, ageOn(answers.birthDate, on))) steps.push('emergency');
  }
  steps.push('home');
  if (answers.home === 'address' && printed(program, answers, on, 'address')) steps.push('address');
  if (answers.home === 'care-of' && printed(program, answers, on, 'care-of')) steps.push('care-of');
  for (const { id } of needsNow(rules, answers)) steps.push(`papers/${id}`);
  steps.push('face');
  if (ways.length > 0) steps.push('contact');
  if (wayOf(rules, answers) !== undefined) steps.push('reach', 'safe');
  return steps;
}

/** The way of news that was chosen, while the city has it. */
export function wayOf({ ways }: Pick<Rules, 'ways'>, { contact }: Answers): NoticeWay | undefined {
  return ways.find((way) => way === contact?.by);
}

/** The way that was chosen, or the only one there is. */
export function pathOf(program: Program, answers: Answers): Answers['path'] {
  const paths = pathsOf(program);
  return paths.length > 1 ? answers.path : paths[0];
}

type City = Pick<Rules, 'program' | 'on'>;

export function needsNow({ program, on }: City, answers: Answers): Need[] {
  const path = pathOf(program, answers);
  if (path === undefined || answers.birthDate === undefined) return [];
  return needsOf(program, path, answers.birthDate, on);
}

/** Way and birth date do not go together: no fault of anybody, so it is a page with the ways out (UX-03). */
export function misfit({ program, on }: City, answers: Answers): 'path' | 'age' | null {
  const path = pathOf(program, answers);
  if (answers.birthDate === undefined || path === undefined) return null;
  const age = ageOn(answers.birthDate, on);
  if (!inBand(program.eligible?.ages, age)) return 'age';
  return fits(program, path, age) ? null : 'path';
}

export function isAnswered(step: StepId, answers: Answers): boolean {
  switch (step) {
    case 'who':
      return answers.path !== undefined;
    case 'name':
      return answers.name !== undefined;
    case 'latin':
      return answers.latinName !== undefined;
    case 'second':
      return answers.secondLanguage !== undefined;
    case 'birth':
      return answers.birthDate !== undefined;
    case 'fits':
      return false;
    case 'emergency':
      return answers.emergencyContact !== undefined;
    case 'home':
      return answers.home !== undefined;
    case 'address':
      return answers.address !== undefined;
    case 'care-of':
      return answers.careOf !== undefined;
    case 'face':
      return answers.face !== undefined;
    case 'contact':
      return answers.contact !== undefined;
    case 'reach':
      return answers.contact?.by !== 'none' && answers.contact?.address !== undefined;
    case 'safe':
      return answers.contact?.by !== 'none' && answers.contact?.safe === true;
    default:
      return (answers.pictures ?? []).some(({ shows }) => shows.includes(step.slice('papers/'.length)));
  }
}

/** The first question that is still open; null when everything is answered. */
export function nextStep(rules: Rules, answers: Answers): StepId | null {
  return stepsOf(rules, answers).find((step) => !isAnswered(step, answers)) ?? null;
}

/** The question before one, for its way back; null for the first. */
export function stepBefore(rules: Rules, answers: Answers, step: StepId): StepId | null {
  const steps = stepsOf(rules, answers);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/**
 * The answers whose questions still stand, and no others: what an earlier answer closed is gone, not hidden (UX-12).
 * Pictures that show nothing asked for any more are among what goes.
 */
export function prune(rules: Rules, answers: Answers): Answers {
  const standing = stepsOf(rules, answers);
  const stands = (step: StepId) => standing.includes(step);
  // Behind a misfit the later questions wait: their answers stay until the way is chosen.
  const waits = stands('fits');
  const kept: Answers = {};
  if (answers.path !== undefined && stands('who')) kept.path = answers.path;
  if (answers.name !== undefined) kept.name = answers.name;
  if (answers.latinName !== undefined && stands('latin')) kept.latinName = answers.latinName;
  if (answers.secondLanguage !== undefined && stands('second') && speaksOf(rules.program, answers))
    kept.secondLanguage = answers.secondLanguage;
  if (answers.birthDate !== undefined) kept.birthDate = answers.birthDate;
  if (answers.emergencyContact !== undefined && (stands('emergency') || waits))
    kept.emergencyContact = answers.emergencyContact;
  if (answers.home !== undefined) kept.home = answers.home;
  if (answers.address !== undefined && (stands('address') || waits)) kept.address = answers.address;
  if (answers.careOf !== undefined && (stands('care-of') || waits)) kept.careOf = answers.careOf;
  if (answers.pictures) {
    const needs = needsNow(rules, answers).map(({ id }) => id);
    const pictures = waits
      ? answers.pictures
      : answers.pictures
          .map(({ id, shows }) => ({ id, shows: shows.filter((need) => needs.includes(need)) }))
          .filter(({ shows }) => shows.length > 0);
    if (pictures.length > 0) kept.pictures = pictures;
  }
  if (answers.face !== undefined) kept.face = answers.face;
  const chosen = answers.contact?.by === 'none' ? stands('contact') : wayOf(rules, answers) !== undefined;
  if (answers.contact !== undefined && (chosen || waits)) kept.contact = answers.contact;
  return kept;
}

function speaksOf(program: Program, { name, secondLanguage }: Answers): boolean {
  return secondLanguage === '' || languagesFor(program, name).some(({ code }) => code === secondLanguage);
}

/** Whether a card at this age has the line of whom to call. */
export function asksEmergency(program: Program, age: number): boolean {
  const { card } = program;
  const child = card.child?.emergencyContact === true && inBand(card.child.ages, age);
  return child || card.print.some(({ field, ages }) => field === 'emergency-contact' && inBand(ages, age));
}

function printed(program: Program, { birthDate }: Answers, on: PlainDate, field: string): boolean {
  const age = birthDate === undefined ? undefined : ageOn(birthDate, on);
  return program.card.print.some(
    (one) => one.field === field && (age === undefined || inBand(one.ages, age)),
  );
}

/** Must every card show it? Then it is not the person's to leave out. */
export function isDue(program: Program, field: 'address' | 'care-of'): boolean {
  return program.card.print.some((one) => one.field === field && !one.optional);
}

/** The Latin line of the card: typed as such, or the name itself where it is one. */
export const cardName = ({ name = '', latinName }: Answers): string => latinName ?? name;
export { NAME_LETTERS };
