import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of the pages on which it is decided what residents are told. */
export const noticeWords: Catalogues = cataloguesBeside(import.meta.url);
