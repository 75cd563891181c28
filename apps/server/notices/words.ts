import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of the messages: read by whoever holds the telephone, so they say nothing of a city, a card or an application. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
