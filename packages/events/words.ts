import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What this package can say, by language. */
export const eventWords: Catalogues = { en, es };
