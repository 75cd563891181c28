import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the vault commands say, and every fault of the vault as a person at a terminal reads it. */
export const vaultWords: Catalogues = { en, es };
