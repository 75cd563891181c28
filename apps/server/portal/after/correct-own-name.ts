import type { Context } from '../../context.ts';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import type { CardFile } from '../file-layout.ts';
import { QUESTIONS } from '../questions/index.ts';
import type { Typed } from '../questions/question.ts';
import { stepsOf } from '../steps.ts';
import { answersOf, withAnswers } from './answers-of.ts';
import type { Wrongs } from './correct-fields.ts';

const PARTS = ['latin', 'second'] as const;
/** What a name needs besides itself: its Latin line, and whether the card shows it in its own letters too. */
export type NamePart = (typeof PARTS)[number];

export function partsOf(context: Context, name: string): NamePart[] {
  const steps = stepsOf(rulesNow(context), { name });
  return PARTS.filter((part) => steps.includes(part));
}

export function typedOwnName(card: CardFile): Record<string, string> {
  const answers = answersOf(card);
  return {
    ...QUESTIONS.name.typed(answers),
    // To begin with, where another name needs the line that this one is itself.
    latin: card.person.name,
    ...QUESTIONS.second.typed(answers),
  };
}

/**
 * The name and what goes with it, by the rules of the form that was sent. A part that the page did not ask for yet, as only
 * this name needs it, is not wrong: it is `open`.
 *
 * @param typed fields that the page had, and no others
 */
export function readOwnName(
  context: Context,
  language: string,
  typed: Typed,
): { change: (card: CardFile) => CardFile } | { wrong: Wrongs; open: boolean } {
  const rules = rulesNow(context);
  const whole = QUESTIONS.name.read(typed, { ...rules, language, answers: {} });
  if ('wrong' in whole) return { ...whole, open: false };
  let answers: Answers = whole.change({});
  let wrong: Wrongs = {};
  let open = false;
  for (const part of partsOf(context, answers.name ?? '')) {
    const read = QUESTIONS[part].read(typed, { ...rules, language, answers });
    if ('change' in read) answers = read.change(answers);
    else if (typed[part] === undefined) open = true;
    else wrong = { ...wrong, ...read.wrong };
  }
  if (open || Object.keys(wrong).length > 0) return { wrong, open };
  return { change: (card) => withAnswers(card, named(answersOf(card), answers)) };
}

function named(before: Answers, { name = '', latinName, secondLanguage = '' }: Answers): Answers {
  const { latinName: _earlier, ...rest } = before;
  return { ...rest, name, secondLanguage, ...(latinName !== undefined && { latinName }) };
}
