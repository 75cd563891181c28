import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the vault room and the holds room answer with. */
export const vaultRoomWords: Catalogues = { en, es };
