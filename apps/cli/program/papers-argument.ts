import type { HeldPaper } from '@commonkey/program';

/**
 * Papers on a command line: names joined by commas, each with its dates if they matter.
 * `utility-bill@2026-11-01` was issued on that day, `passport!2024-05-01` expires or expired on that day;
 * both may follow one name in any order. A paper without dates counts as recent and current.
 */
export function readPapers(text: string): HeldPaper[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const [paper = ''] = item.split(/[@!]/);
      const held: HeldPaper = { paper };
      for (const [, sign, date] of item.slice(paper.length).matchAll(/([@!])([^@!]*)/g)) {
        if (sign === '@') held.issued = date ?? '';
        else held.expires = date ?? '';
      }
      return held;
    });
}
