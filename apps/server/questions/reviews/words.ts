import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside, together } from '../../ui/catalogues.ts';
import { words as asked } from '../words.ts';

/** Staff's words of the yearly review, with those that the public reads. */
export const words: Catalogues = together(asked, cataloguesBeside(import.meta.url));
