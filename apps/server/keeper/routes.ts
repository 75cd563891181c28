import type { OfficeRoutes } from '../http/origin.ts';
import { keyWords } from './words.ts';

/** The keys have no page of their own: their words stand on the staff's. */
export function routes(): OfficeRoutes {
  return { words: keyWords, wordsOn: ['staff', 'desk'] };
}
