/** Every code that the yearly review can answer with, and the status that goes with it. */
export type QuestionCode = 'question-second-person' | 'question-none-chosen';

export const QUESTION_STATUS: Readonly<Record<QuestionCode, number>> = {
  'question-second-person': 409,
  'question-none-chosen': 422,
};
