import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** How the city stands with its keys and what comes next, for staff pages and the terminal alike. */
export const keyWords: Catalogues = { en, es };
