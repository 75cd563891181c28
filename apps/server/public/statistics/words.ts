import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of the page on how many cards were made. */
export const statisticsWords: Catalogues = cataloguesBeside(import.meta.url);
