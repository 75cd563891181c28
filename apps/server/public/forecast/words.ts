import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of the forecast's page. */
export const forecastWords: Catalogues = cataloguesBeside(import.meta.url);
