import { ageOn } from '@commonkey/program';
import type { Answers, Picture } from './answers.ts';
import { isOfHolder, type Need } from './needs.ts';
import { needsNow, type Rules } from './steps.ts';

/**
 * What else a paper that was sent for one need could show: needs of the same person, the one the card is for, and none that
 * a picture of another page shows already. What this page's own pictures were said to show stays, to be taken back.
 */
export function alsoShown(rules: Pick<Rules, 'program' | 'on'>, answers: Answers, need: Need): Need[] {
  const { birthDate, pictures = [] } = answers;
  if (birthDate === undefined) return [];
  const ofHolder = (one: Need) => isOfHolder(rules.program, one, ageOn(birthDate, rules.on));
  if (!ofHolder(need)) return [];
  const isHere = ({ shows }: Picture) => shows.includes(need.id);
  const isOpen = ({ id }: Need) => {
    const showing = pictures.filter(({ shows }) => shows.includes(id));
    return showing.length === 0 || showing.some(isHere);
  };
  return needsNow(rules, answers).filter(
    (one) => one.is === 'requirement' && one.id !== need.id && ofHolder(one) && isOpen(one),
  );
}
