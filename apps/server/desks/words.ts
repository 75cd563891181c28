import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the shifts' page and of every fault the desks' office, or the keeper through it, answers with. */
export const words: Catalogues = { en, es };
