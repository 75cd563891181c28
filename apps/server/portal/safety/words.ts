import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of leaving, of shared devices, of helping somebody, of what the script adds, and of a closed intake. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
