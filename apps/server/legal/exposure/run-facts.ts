import { wholeNumbers } from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { type Assurance, MOST_BLOBS } from './assurance.ts';

/** What was looked at and run, each by name and in a sentence: sealed files, the last search for remains, the last fault matrix. */
export function runFacts(
  { residue, matrix, sealedFiles }: Pick<Assurance, 'residue' | 'matrix' | 'sealedFiles'>,
  { say, language, day }: { say: Speak; language: string; day: (day: PlainDate) => string },
): [string, string][] {
  const number = wholeNumbers(language);
  return [
    ['sealed-files', sealedText()],
    ['residue', residueText()],
    ['matrix', matrixText()],
  ];

  function sealedText(): string {
    const { named, stored } = sealedFiles;
    if (stored === null)
      return say('exposure.assured.sealed-not-compared', { most: number.format(MOST_BLOBS) });
    if (named === 0) return number.format(0);
    return say('exposure.assured.sealed-value', {
      named: number.format(named),
      stored: number.format(stored),
    });
  }

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
