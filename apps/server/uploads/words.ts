import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What a refused upload says: what is wrong with this file, and the way out. */
export const uploadWords: Catalogues = { en, es };
