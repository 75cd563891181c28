import type { Catalogues } from '@commonkey/words';
import { holdingWords } from '../store/holdings/words.ts';
import { cataloguesBeside, together } from '../ui/catalogues.ts';
import { forecastWords } from './forecast/words.ts';
import { noticesWords } from './notices/words.ts';
import { statisticsWords } from './statistics/words.ts';

/** Words of the public pages, with those that the manifest is described in. */
export const words: Catalogues = together(
  holdingWords,
  forecastWords,
  noticesWords,
  statisticsWords,
  cataloguesBeside(import.meta.url),
);
