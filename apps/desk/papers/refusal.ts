import { type Assessment, type PaperId, wordGap } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

/** One requirement in words, and each way to meet it. */
export type Wanting = { readonly title: string; readonly lines: readonly string[] };

/** `sayProgram` words both the rules' answers and the program's own papers. */
export function wanting(assessment: Assessment, say: Speak, sayProgram: Speak): Wanting[] {
  if (assessment.outcome === 'met') return [];
  return assessment.missing.map(({ requirement, alternatives }) => ({
    title:
      requirement === 'eligible' ? sayProgram('assess.eligible') : sayProgram(`requirement.${requirement}`),
    lines: alternatives.map((gaps) => gaps.map((gap) => wordGap(sayProgram, gap)).join(say('list.and'))),
  }));
}

export function setLine(set: readonly PaperId[], say: Speak, sayProgram: Speak): string {
  return set.map((paper) => sayProgram(`paper.${paper}`)).join(say('list.and'));
}
