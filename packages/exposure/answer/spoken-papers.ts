import type { Speak } from '@commonkey/words';
import type { ItemAnswer } from './answer.ts';
import type { Range } from './range.ts';

/** Whose papers, in how many files, and how many papers: the last is known, known to be at least so many, or not known. */
export function spokenPapers(found: readonly ItemAnswer[], range: Range, say: Speak): string[] {
  if (found.every(({ papers }) => papers.people === 0)) return [];
  const told = {
    people: range(({ papers }) => papers.people),
    files: range(({ papers }) => papers.files),
    papers: range(({ papers }) => papers.atLeast),
  };
  if (found.every(({ papers }) => papers.number !== null)) return [say('exposure.papers.counted', told)];
  const some = found.some(({ papers }) => papers.atLeast > 0);
  const because = new Set(found.flatMap(({ papers }) => papers.because));
  return [
    say(some ? 'exposure.papers.at-least' : 'exposure.papers.unknown', told),
    ...[...because].map((one) => say(`exposure.papers.because-${one}`)),
  ];
}
