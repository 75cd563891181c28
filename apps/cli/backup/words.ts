import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the backup commands say and refuse. */
export const backupWords: Catalogues = { en, es };
