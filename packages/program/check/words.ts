import { catalogueFaults, sentencesOf } from '@commonkey/words';
import { nearest } from '../nearest.ts';
import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** Every sentence key that a program needs, with the place that needs it. */
export function neededWords(program: Program): Map<string, string> {
  const needed = new Map<string, string>();
  const need = (kind: string, ids: readonly string[]) => {
    for (const id of ids) needed.set(`${kind}.${id}`, kind);
  };
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  const papers = Object.entries(program.papers);
  need(
    'paper',
    papers.map(([id]) => id),
  );
  need(
    'attester',
    papers.flatMap(([, paper]) => paper.attestation?.by ?? []),
  );
  need('requirement', ids(program.requirements));
  need('shows', program.shows);
  need('list', program.lists ?? []);
  need('category', program.categories ?? []);
  need('unestablished', ids(program.unestablished));
  need('series', ids(program.series));
  need(
    'holds',
    program.series.flatMap(({ holds }) => holds),
  );
  need('fee', ids(program.fees));
  need('notice', ids(program.notices));
  need('spoil', program.desk.spoilReasons);
  const { print, qr, benefits } = program.card;
  const purposes = [
    ...print,
    ...qr,
    ...program.series,
    benefits.library,
    benefits.transit,
    benefits.pharmacy,
    ...(program.sharing?.flows ?? []),
  ];
  for (const item of purposes) if (item) needed.set(item.purpose, 'purpose');
  return needed;
}

/** A line of help to anything, and a series’ legal basis in the reader’s language: neither is asked of anybody. */
function mayFollow(key: string, needed: ReadonlyMap<string, string>): boolean {
  const of = (end: string) => (key.endsWith(end) ? needed.get(key.slice(0, -end.length)) : undefined);
  return of('.hint') !== undefined || of('.basis') === 'series';
}

/** Each language of the city words everything, and nothing else. */
export function checkWords(program: Program, report: Report): void {
  const needed = neededWords(program);
  const keys = [...needed.keys()];
  program.city.languages.forEach((language, place) => {
    if (!program.words[language])
      report(['city', 'languages', place], 'words-language-missing', { language });
  });
  for (const [language, catalogue] of Object.entries(program.words)) {
    for (const key of keys) {
      if (!catalogue[key]?.trim()) report(['words', language, key], 'words-missing', { key, language });
    }
    for (const key of Object.keys(sentencesOf(catalogue))) {
      if (needed.has(key) || mayFollow(key, needed)) continue;
      report(['words', language, key], 'words-idle', { key, language, meant: nearest(key, keys) ?? '' });
    }
    for (const { code, key } of catalogueFaults({ [language]: catalogue }, language)) {
      if (code === 'words-bad-pattern') report(['words', language, key], 'words-broken', { key, language });
    }
  }
}
