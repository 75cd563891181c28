import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the register's pages and faults. */
export const words: Catalogues = { en, es };
