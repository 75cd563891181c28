import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What this package can say, by language. A program's own names stand in its own catalogues (`program.words`). */
export const programWords: Catalogues = { en, es };
