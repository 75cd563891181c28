import { exposureWords } from '@commonkey/exposure';
import { programWords } from '@commonkey/program/words.ts';
import type { Catalogues } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';
import { noticeWords } from './notice/words.ts';

const own = cataloguesBeside(import.meta.url);

/** Words of the law department's pages, and those in which the exposure package answers and finds fault. */
export const words: Catalogues = Object.fromEntries(
  Object.entries(own).map(([language, catalogue]) => [
    language,
    { ...programWords[language], ...exposureWords[language], ...noticeWords[language], ...catalogue },
  ]),
);
