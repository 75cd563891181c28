import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of the law department's pages. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
