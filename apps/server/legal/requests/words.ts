import { exposureWords } from '@commonkey/exposure';
import { programWords } from '@commonkey/program/words.ts';
import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

const own = cataloguesBeside(import.meta.url);

/** Words of the public-records office, its letters, and in which a scope's faults are told. */
export const words: Catalogues = Object.fromEntries(
  Object.entries(own).map(([language, catalogue]) => [
    language,
    { ...programWords[language], ...exposureWords[language], ...catalogue },
  ]),
);
