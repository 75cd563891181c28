import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the staff pages and of every fault the staff office answers with. */
export const words: Catalogues = { en, es };
