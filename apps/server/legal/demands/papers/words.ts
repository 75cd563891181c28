import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../../ui/catalogues.ts';

/** Words of letters, of what is produced and of what is withheld. */
export const paperWords: Catalogues = cataloguesBeside(import.meta.url);
