import type { Speak } from '@commonkey/words';
import type { Elsewhere } from './elsewhere.ts';
import { wholeNumbers } from './range.ts';

export const ELSEWHERE_HEADS = ['who', 'what', 'holds', 'people'] as const;

/** Cells of each row, what is asked for first, or the sentence that stands in place of rows. */
export function spokenElsewhere(
  found: readonly Elsewhere[] | null,
  say: Speak,
  language: string,
): { heads: string[]; rows: string[][]; note: string } {
  const heads = ELSEWHERE_HEADS.map((one) => say(`exposure.elsewhere.${one}`));
  if (found === null) return { heads, rows: [], note: say('exposure.elsewhere.no-register') };
  const number = wholeNumbers(language);
  const nameOf = (name: string, asked: boolean) => (asked ? `${name} (${say('exposure.asked')})` : name);
  const rows = [...found]
    .sort((a, b) => Number(b.asked) - Number(a.asked))
    .map(({ recipient, kind, holds, asked, people }) => [
      nameOf(recipient ?? say('exposure.elsewhere.helpers'), asked),
      say(`exposure.elsewhere.kind.${kind}`),
      say(`exposure.elsewhere.holds-${holds}`),
      people === null ? say('exposure.elsewhere.undetermined') : number.format(people),
    ]);
  return { heads, rows, note: say('exposure.elsewhere.served') };
}
