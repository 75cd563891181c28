import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** What an organisation reads that asks for a day at its place. */
export const words: Catalogues = cataloguesBeside(import.meta.url);
