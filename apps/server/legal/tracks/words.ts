import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of emergencies and own requests, and of the letters that answer the latter. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
