import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** A sentence for every code of this package, under `fault.<code>`. */
export const vaultWords: Catalogues = { en, es };
