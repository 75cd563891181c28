import type { Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** What the terminal says while the service starts, runs and stops, and why it cannot. */
export const serveWords: Catalogues = { en, es };
