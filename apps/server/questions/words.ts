import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import { cataloguesBeside, together } from '../ui/catalogues.ts';

/** Words of the yearly review: the public page in each language, the staff page in staff's. */
export const words: Catalogues = together(holdingWords, cataloguesBeside(import.meta.url));
