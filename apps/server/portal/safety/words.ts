import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of leaving, of shared devices, and of helping somebody. */
export const words: Catalogues = { en, es };
