import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the ledger commands say, and every fault of a ledger as a person at a terminal reads it. */
export const ledgerWords: Catalogues = { en, es };
