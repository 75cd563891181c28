import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of making a demand public. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
