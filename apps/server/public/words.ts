import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import { cataloguesBeside, together } from '../ui/catalogues.ts';

/** Words of the public pages, with those that the manifest is described in. */
export const words: Catalogues = together(holdingWords, cataloguesBeside(import.meta.url));
