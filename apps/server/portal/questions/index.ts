import type { StepId } from '../steps.ts';
import { birth } from './birth.tsx';
import { contact, reach, safe } from './contact.tsx';
import { address, careOf, emergency, home } from './home.tsx';
import { latin, name, second } from './name.tsx';
import type { Question } from './question.ts';
import { who } from './who.tsx';

/** Questions of one form each. Pictures, and a way that does not fit, have pages of their own. */
export const QUESTIONS = {
  who,
  name,
  latin,
  second,
  birth,
  emergency,
  home,
  address,
  'care-of': careOf,
  contact,
  reach,
  safe,
} as const satisfies Partial<Record<StepId, Question>>;
export type QuestionId = keyof typeof QUESTIONS;

export const isQuestion = (step: string): step is QuestionId => Object.hasOwn(QUESTIONS, step);
