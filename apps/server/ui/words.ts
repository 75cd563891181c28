import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of the layout, the start page with its table of what is kept, and every fault the web layer answers with. */
export const words: Catalogues = {
  en: { ...holdingWords['en'], ...en },
  es: { ...holdingWords['es'], ...es },
};
