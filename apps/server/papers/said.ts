import type { Said } from './answer.ts';

/**
 * What a form of the checker says, server and page alike. A step that needs an age and has none falls back to the first
 * question.
 */
export function saidIn(form: Iterable<readonly [string, string]>): Said {
  const fields = [...form];
  const all = (name: string) => [
    ...new Set(fields.filter(([key]) => key === name).map(([, value]) => value)),
  ];
  const [step] = all('step');
  const [band = null] = all('band');
  return {
    step: step === 'papers' || step === 'answer' ? step : 'who',
    band,
    have: all('have'),
    none: all('none'),
    without: all('without'),
  };
}
