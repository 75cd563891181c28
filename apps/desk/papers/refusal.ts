import type { Assessment, Gap, PaperId } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

/** One requirement in words, and what would meet it. Names of papers come from the program's own catalogue. */
export type Wanting = { readonly title: string; readonly lines: readonly string[] };

export function gapLine(gap: Gap, say: Speak, sayProgram: Speak): string {
  const { code, params } = gap;
  if (code === 'too-young' || code === 'too-old' || code === 'not-established')
    return say(`gap.${code}`, params);
  const what =
    code === 'needs-showing'
      ? sayProgram(`shows.${params.shows}`)
      : code === 'needs-from-list'
        ? sayProgram(`list.${params.list}`)
        : code === 'needs-points'
          ? sayProgram(`category.${params.category}`)
          : gap.papers.map((paper) => sayProgram(`paper.${paper}`)).join(' · ');
  return say(`gap.${code}`, { ...params, what });
}

export function wanting(assessment: Assessment, say: Speak, sayProgram: Speak): Wanting[] {
  if (assessment.outcome === 'met') return [];
  return assessment.missing.map(({ requirement, alternatives }) => ({
    title: requirement === 'eligible' ? say('papers.eligible') : sayProgram(`requirement.${requirement}`),
    lines: alternatives.map((gaps) => gaps.map((gap) => gapLine(gap, say, sayProgram)).join(say('list.and'))),
  }));
}

export function setLine(set: readonly PaperId[], say: Speak, sayProgram: Speak): string {
  return set.map((paper) => sayProgram(`paper.${paper}`)).join(say('list.and'));
}
