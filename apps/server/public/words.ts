import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the public pages, with those that the manifest is described in. */
export const words: Catalogues = {
  en: { ...holdingWords['en'], ...en },
  es: { ...holdingWords['es'], ...es },
};
