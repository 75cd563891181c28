import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import { cataloguesBeside, together } from './catalogues.ts';

/** Words of the layout, the start page with its table of what is kept, and every fault the web layer answers with. */
export const words: Catalogues = together(holdingWords, cataloguesBeside(import.meta.url));
