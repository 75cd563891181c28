import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the layout, the start page and every fault the web layer answers with. */
export const words: Catalogues = { en, es };
