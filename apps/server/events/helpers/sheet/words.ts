import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../../ui/catalogues.ts';

/** Words of the sheet that a day's people carry. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
