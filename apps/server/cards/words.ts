import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of the register's pages and faults. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
