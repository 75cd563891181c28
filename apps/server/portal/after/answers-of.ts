import { nameFault } from '@commonkey/card/typed/name.ts';
import type { Answers } from '../answers.ts';
import type { CardFile } from '../file-layout.ts';
import { personOf } from '../submit.ts';

/** The answers that a sealed card was made of, as far as it has them: no pictures, and nothing of where we may write. */
export function answersOf({ person, answers: { path, name, home } }: CardFile): Answers {
  return {
    path,
    name,
    ...(nameFault(name, 'latin') !== null && { latinName: person.name }),
    secondLanguage: person.secondName === '' ? '' : person.secondLanguage,
    birthDate: person.birthDate,
    emergencyContact: person.emergencyContact,
    home,
    ...(home === 'address' && { address: [person.address, person.addressSecond].filter(Boolean) }),
    ...(home === 'care-of' && { careOf: person.careOf }),
  };
}

/** The card that other answers make: all it says follows from them, as when it was sent. Its way and its photo stay. */
export function withAnswers(card: CardFile, answers: Answers): CardFile {
  const { path, name, home } = card.answers;
  return { ...card, person: personOf(answers), answers: { path, name: answers.name ?? name, home } };
}
