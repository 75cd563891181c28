import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';

/**
 * `notice.`: words of the messages, read by whoever holds the telephone, so they say nothing of a city, a card or an
 * application. `fault.`: what a code in the log means, for staff.
 */
export const words: Catalogues = cataloguesBeside(import.meta.url);
