import type { Program } from '@commonkey/program';
import { cityWords } from './city-words.ts';

/** A record series as the city's own words call it; one that its rules do not have, by its id. */
export function seriesNames(
  program: Pick<Program, 'city' | 'words' | 'series'>,
  language: string,
): (id: string) => string {
  const city = cityWords(program, language);
  const own = new Set(program.series.map(({ id }) => id));
  return (id) => (own.has(id) ? city(`series.${id}`) : id);
}
