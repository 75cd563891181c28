import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of the public register of demands. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
