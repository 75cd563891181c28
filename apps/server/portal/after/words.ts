import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of everything after the code was written down. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
