import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../../ui/catalogues.ts';

/** Words of those who answer. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
