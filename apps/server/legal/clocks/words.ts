import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of the clocks. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
