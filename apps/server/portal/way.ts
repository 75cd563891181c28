import type { Answers } from './answers.ts';
import { nextStep, type StepId, stepBefore, type stepsOf } from './steps.ts';

type Rules = Parameters<typeof stepsOf>[0];

export const CHECK = '/apply/check';

/** Where a question is asked. */
export function pathTo(step: StepId): string {
  if (step === 'face' || step.startsWith('papers/')) return `/apply/${step}`;
  return `/apply/ask/${step}`;
}

/** Where somebody goes on: the first open question, or their answers. */
export function wayOn(rules: Rules, answers: Answers): string {
  const next = nextStep(rules, answers);
  return next === null ? CHECK : pathTo(next);
}

/** Back to the question before; to the answers, once everything is answered. */
export function backFrom(rules: Rules, answers: Answers, step: StepId): string {
  if (nextStep(rules, answers) === null) return CHECK;
  const before = stepBefore(rules, answers, step);
  return before === null ? '/apply' : pathTo(before);
}
