import type { AgeBand } from './types.ts';

/** Nobody is older; checks that walk every age stop here. */
export const OLDEST = 130;

export function inBand(band: AgeBand | undefined, age: number): boolean {
  if (!band) return true;
  return (band.from === undefined || age >= band.from) && (band.to === undefined || age <= band.to);
}

/** Ages 0 to OLDEST that lie in a band. */
export function agesIn(band: AgeBand | undefined): number[] {
  return Array.from({ length: OLDEST + 1 }, (_, age) => age).filter((age) => inBand(band, age));
}
