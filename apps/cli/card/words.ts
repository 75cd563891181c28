import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Sentences of the card and root commands. */
export const cardWords: Catalogues = { en, es };
