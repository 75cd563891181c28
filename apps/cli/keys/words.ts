import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the key commands say, and every fault of the key process as a person at a terminal reads it. */
export const keysWords: Catalogues = { en, es };
