import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words for every term a holding is described with: `holdings.<purpose|basis|form|inference>.<term>`. */
export const holdingWords: Catalogues = cataloguesBeside(import.meta.url);
