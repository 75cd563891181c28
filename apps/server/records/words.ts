import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of the records office's pages, papers and faults. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
