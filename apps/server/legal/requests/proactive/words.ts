import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../../ui/catalogues.ts';

/** Words of the public page about public records. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
