import { type Fee, inBand, type Program } from '@commonkey/program';
import type { Purpose } from '@commonkey/shift';

/** The fee for this card, or null where the program asks none. A correction of the city's own mistake costs nothing. */
export function feeFor(program: Program, purpose: Purpose, age: number): Fee | null {
  if (purpose === 'correction') return null;
  const fits = (fee: Fee) => (fee.for === 'any' || fee.for === purpose) && inBand(fee.ages, age);
  return program.fees.find((fee) => fee.for === purpose && fits(fee)) ?? program.fees.find(fits) ?? null;
}
