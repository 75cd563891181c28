import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words for every term a holding is described with: `holdings.<purpose|basis|form|inference>.<term>`. */
export const holdingWords: Catalogues = { en, es };
