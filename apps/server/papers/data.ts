import type { PaperRules, PlainDate } from '@commonkey/program';
import type { CompiledWords } from '@commonkey/words/spoken.ts';
import type { Said } from './answer.ts';

/** Where the page carries what its script needs, so that the script asks nobody for anything. */
export const DATA_ID = 'papers-data';
export const ROOT_ID = 'papers';
export const PATH = '/papers';

export type CheckerData = {
  language: string;
  /** What the page shows already: a script that comes late goes on from there. */
  said: Said;
  words: CompiledWords;
  rules: PaperRules;
  today: PlainDate;
  applyHref: string | null;
  cityName: string;
};
