import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What doctor says of each finding. */
export const doctorWords: Catalogues = { en, es };
