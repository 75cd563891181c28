import { ageOn } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import type { CardFile, ContactFile } from '../file-layout.ts';
import { QUESTIONS } from '../questions/index.ts';
import type { Asked, Question, Typed, Wrong } from '../questions/question.ts';
import { asksEmergency } from '../steps.ts';

export type Wrongs = Readonly<Record<string, Wrong>>;
export type LineCorrection = 'name' | 'address' | 'care-of' | 'emergency';
export type Correction = LineCorrection | 'own-name' | 'birth' | 'contact';

/** The questions of the form that was sent, asked again by the same rules; only the first's field has a plainer name here. */
const ASKED: Readonly<Record<LineCorrection, Question>> = {
  name: { ...QUESTIONS.latin, read: (typed, asked) => renamed(QUESTIONS.latin, typed, asked) },
  address: QUESTIONS.address,
  'care-of': QUESTIONS['care-of'],
  emergency: QUESTIONS.emergency,
};

function renamed(question: Question, typed: Typed, asked: Asked) {
  const reading = question.read({ latin: typed['name'] ?? '' }, asked);
  if (!('wrong' in reading)) return reading;
  return { wrong: { name: reading.wrong['latin'] ?? { code: 'name-missing' } } };
}

/** Whether any card of this program has such a line. */
export function cardHasLine({ program }: Context, line: LineCorrection): boolean {
  const field = line === 'emergency' ? 'emergency-contact' : line;
  return program.program.card.print.some((one) => one.field === field);
}

/** What of this card may be put right: the lines that it has. */
export function linesOf(context: Context, { answers, person }: CardFile): Correction[] {
  const { program, on } = rulesNow(context);
  const lines: Correction[] = ['name', 'own-name', 'birth'];
  for (const home of ['address', 'care-of'] as const)
    if (answers.home === home && cardHasLine(context, home)) lines.push(home);
  if (asksEmergency(program, ageOn(person.birthDate, on))) lines.push('emergency');
  return lines;
}

export function typedLine({ person }: CardFile, line: LineCorrection): Record<string, string> {
  if (line === 'name') return { name: person.name };
  if (line === 'care-of') return { 'care-of': person.careOf };
  if (line === 'emergency') return { emergency: person.emergencyContact };
  return { address: person.address, address2: person.addressSecond };
}

/** What the card will say after a correction, or what is wrong with it. */
export function readLine(
  context: Context,
  language: string,
  line: LineCorrection,
  typed: Typed,
): { change: (card: CardFile) => CardFile } | { wrong: Wrongs } {
  const asked = { ...rulesNow(context), language, answers: {} };
  const reading = ASKED[line].read(typed, asked);
  if ('wrong' in reading) return reading;
  const answers = reading.change({});
  return { change: (card) => corrected(card, line, answers) };
}

function corrected(card: CardFile, line: LineCorrection, answers: Answers): CardFile {
  const { person } = card;
  if (line === 'name') {
    const name = answers.latinName ?? person.name;
    // Where the name itself is the card's line, there are not two of them.
    const own = card.answers.name === person.name ? name : card.answers.name;
    return { ...card, person: { ...person, name }, answers: { ...card.answers, name: own } };
  }
  if (line === 'care-of') return { ...card, person: { ...person, careOf: answers.careOf ?? '' } };
  if (line === 'emergency')
    return { ...card, person: { ...person, emergencyContact: answers.emergencyContact ?? '' } };
  const [address = '', addressSecond = ''] = answers.address ?? [];
  return { ...card, person: { ...person, address, addressSecond } };
}

/** Where we may write; null for nowhere, which is also what "not safe" means (UX-16). */
export function readContact(
  context: Context,
  language: string,
  typed: Typed,
): { contact: ContactFile | null } | { wrong: Wrongs } {
  const asked = (answers: Answers): Asked => ({ ...rulesNow(context), language, answers });
  const way = QUESTIONS.contact.read(typed, asked({}));
  if ('wrong' in way) return way;
  const chosen = way.change({});
  if (chosen.contact?.by === 'none' || typed['safe'] !== 'yes') return { contact: null };
  const reach = QUESTIONS.reach.read(typed, asked(chosen));
  if ('wrong' in reach) return reach;
  const { contact } = reach.change(chosen);
  if (!contact || contact.by === 'none' || contact.address === undefined) return { contact: null };
  const { by, address, requests } = contact;
  return { contact: { by, address, language, requests: requests ? 1 : 0 } };
}
