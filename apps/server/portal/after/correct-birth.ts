import { ageOn, type Program } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Answers } from '../answers.ts';
import { rulesNow, today } from '../draft.ts';
import { type CardFile, unpackPapers } from '../file-layout.ts';
import { statementAt } from '../needs.ts';
import { QUESTIONS } from '../questions/index.ts';
import type { Typed } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { misfit, needsNow, prune } from '../steps.ts';
import { answersOf, withAnswers } from './answers-of.ts';
import { correctCard } from './correct.ts';
import type { Wrongs } from './correct-fields.ts';
import { openOwn } from './reseal.ts';
import { headOf } from './stands.ts';
import { bitsOf } from './visit.ts';

/** Why a birth date does not go with what was sent: at that age somebody else signs, or nobody is served. */
export type Misfit = 'path' | 'age';

export function readBirth(
  context: Context,
  language: string,
  card: CardFile,
  typed: Typed,
): { answers: Answers } | { wrong: Wrongs } | { misfit: Misfit } {
  const before = answersOf(card);
  const rules = rulesNow(context);
  const read = QUESTIONS.birth.read(typed, { ...rules, language, answers: before });
  if ('wrong' in read) return read;
  const answers = read.change(before);
  const why =
    misfit(rules, answers) ?? (sameStatement(rules.program, before, answers, rules.on) ? null : 'path');
  return why === null ? { answers } : { misfit: why };
}

/** A caretaker signed the statement for the age that was said; another age may have another. */
function sameStatement(program: Program, before: Answers, after: Answers, on: string): boolean {
  const [one, other] = [before, after].map(({ birthDate = on }) =>
    statementAt(program, ageOn(birthDate, on)),
  );
  return before.path !== 'caretaker' || one === other;
}

/**
 * The birth date, and with it whatever the card says at that age alone. What has to be shown at that age and is not among
 * the papers may be sent in this visit; the reviewer, who gets it all anew, asks for it otherwise.
 *
 * @returns false where it may not be corrected now; else whether papers are missing
 */
export async function correctBirth(
  context: Context,
  session: PortalSession,
  answers: Answers,
): Promise<false | { lacks: boolean }> {
  const { birthDate } = answers;
  const missing = await missingPapers(context, session, answers);
  const change = (card: CardFile): CardFile => {
    const after = { ...answersOf(card), ...(birthDate !== undefined && { birthDate }) };
    return withAnswers(card, prune(rulesNow(context), after));
  };
  const bits = bitsOf(context, missing);
  const done = await correctCard(context, session, change, ({ added, offered }) => ({
    added,
    offered: (offered | bits) >>> 0,
  }));
  return done && { lacks: bits !== 0 };
}

async function missingPapers(context: Context, session: PortalSession, answers: Answers): Promise<string[]> {
  const heads = await context.vault.heads(context.store.read, session.application.id);
  // Its owner may have had them destroyed before an appeal.
  if (!headOf(heads, 'papers', today(context))) return [];
  const plain = await openOwn(context, session, 'papers');
  const shown = unpackPapers(plain).flatMap(({ shows }) => shows);
  plain.fill(0);
  return needsNow(rulesNow(context), answers)
    .map(({ id }) => id)
    .filter((id) => !shown.includes(id));
}
