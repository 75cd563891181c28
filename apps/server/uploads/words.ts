import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** What a refused upload says: what is wrong with this file, and the way out. */
export const uploadWords: Catalogues = cataloguesBeside(import.meta.url);
