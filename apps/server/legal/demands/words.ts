import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside, together } from '../../ui/catalogues.ts';
import { paperWords } from './papers/words.ts';

/** Words of the register of demands, and of the papers that go out about one. */
export const words: Catalogues = together(cataloguesBeside(import.meta.url), paperWords);
