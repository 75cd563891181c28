import type { PlainDate } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { Assurance } from './assurance.ts';

/** What was run, and what it said: the last search for remains and the last fault matrix, each by name and in a sentence. */
export function runFacts(
  { residue, matrix }: Pick<Assurance, 'residue' | 'matrix'>,
  say: Speak,
  day: (day: PlainDate) => string,
): [string, string][] {
  return [
    ['residue', residueText()],
    ['matrix', matrixText()],
  ];

  function residueText(): string {
    if (residue === null) return say('exposure.assured.no-residue');
    const { on, strings, found, unseen } = residue;
    const names = (all: readonly string[]) => all.map((one) => say(`exposure.residue.${one}`)).join(', ');
    return [
      say(found.length > 0 ? 'exposure.assured.residue-found' : 'exposure.assured.residue-none', {
        ...{ on: day(on), strings, places: names(found) },
      }),
      ...(unseen.length > 0 ? [say('exposure.assured.residue-unseen', { places: names(unseen) })] : []),
    ].join(' ');
  }

  function matrixText(): string {
    if (matrix === null) return say('exposure.assured.no-matrix');
    const { on, commit, files, passed, failed, skipped, ofThisCode } = matrix;
    const of = ofThisCode === null ? 'unknown' : ofThisCode ? 'this' : 'other';
    return [
      say('exposure.assured.matrix-said', {
        ...{ on: day(on), commit: commit?.slice(0, 12) ?? 'none', files, passed, failed, skipped },
      }),
      say(`exposure.assured.matrix-of-${of}`),
    ].join(' ');
  }
}
