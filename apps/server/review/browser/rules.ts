import type { Program } from '@commonkey/program';
import type { Catalogue } from '@commonkey/words';

/** What `/api/review/rules` answers: the rules of today, and their sentences in the page's language. */
export type Rules = { program: Program; words: Catalogue };
