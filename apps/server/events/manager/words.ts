import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of those who run event days. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
