import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the search for remains says and refuses. */
export const residueWords: Catalogues = { en, es };
