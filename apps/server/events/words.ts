import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/** Words of event days and bookings. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
