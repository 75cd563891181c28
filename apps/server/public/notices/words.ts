import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words around the notices; the notices themselves are counsel's. */
export const noticesWords: Catalogues = cataloguesBeside(import.meta.url);
