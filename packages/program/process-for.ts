import type { Process, Program } from './types.ts';

/**
 * What the city requires before it hands over records of a series: the series' own rule, or its general one. Null where no
 * rule says it: nothing is made up then.
 * @param id a series of the program; null, or any other: the general rule
 */
export function processFor(
  { series, sharing }: Pick<Program, 'series' | 'sharing'>,
  id: string | null,
): Process | null {
  const own = series.find((one) => one.id === id)?.handsOver;
  return (own ?? sharing?.handsOver)?.after ?? null;
}
