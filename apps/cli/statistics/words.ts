import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the statistics commands say, and every fault of theirs. */
export const statisticsCommandWords: Catalogues = { en, es };
