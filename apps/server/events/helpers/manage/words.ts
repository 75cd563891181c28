import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../../ui/catalogues.ts';

/** Words of those who give places to groups of helpers. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
