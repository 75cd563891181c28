import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** Words of the ledger's page, and of its faults. */
export const ledgerWords: Catalogues = cataloguesBeside(import.meta.url);
