import type { Context } from '../../context.ts';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import type { CardFile, ContactFile } from '../file-layout.ts';
import { QUESTIONS } from '../questions/index.ts';
import type { Asked, Question, Typed, Wrong } from '../questions/question.ts';

export type Wrongs = Readonly<Record<string, Wrong>>;
export type Correction = 'name' | 'address' | 'care-of' | 'contact';
export type LineCorrection = Exclude<Correction, 'contact'>;

/** The questions of the form that was sent, asked again by the same rules; only the first's field has a plainer name here. */
const ASKED: Readonly<Record<LineCorrection, Question>> = {
  name: { ...QUESTIONS.latin, read: (typed, asked) => renamed(QUESTIONS.latin, typed, asked) },
  address: QUESTIONS.address,
  'care-of': QUESTIONS['care-of'],
};

function renamed(question: Question, typed: Typed, asked: Asked) {
  const reading = question.read({ latin: typed['name'] ?? '' }, asked);
  if (!('wrong' in reading)) return reading;
  return { wrong: { name: reading.wrong['latin'] ?? { code: 'name-missing' } } };
}

export function cardHasField({ program }: Context, field: string): boolean {
  return program.program.card.print.some((one) => one.field === field);
}

export function typedLine({ person }: CardFile, line: LineCorrection): Record<string, string> {
  if (line === 'name') return { name: person.name };
  if (line === 'care-of') return { 'care-of': person.careOf };
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
  return { contact: { by: contact.by, address: contact.address, language } };
}
