import { inBand } from './ages.ts';
import { programFault } from './codes.ts';
import { isChecked } from './established.ts';
import { addPeriod, addYears, ageOn } from './plain-date.ts';
import type { PlainDate, Program, ValidityBand } from './types.ts';

export function validityBand(program: Program, age: number): ValidityBand | undefined {
  return program.validity.find((band) => inBand(band.ages, age));
}

/** How long cards of this band are good is established. */
export function isValidityKnown(program: Program, band: ValidityBand): boolean {
  return !('unestablished' in band) && isChecked(program, band.source);
}

/**
 * The last day on which a card issued on `on` is good; null for one that does not expire.
 * Throws `program-validity-open` where the city's rule is not established, `program-validity-gap` where there is none.
 */
export function validity(
  program: Program,
  birthDate: PlainDate,
  on: PlainDate,
): { expires: PlainDate | null } {
  const age = ageOn(birthDate, on);
  const band = validityBand(program, age);
  if (!band) throw programFault('program-validity-gap', { age });
  if (!isValidityKnown(program, band) || 'unestablished' in band)
    throw programFault('program-validity-open', { age });
  if ('never' in band) return { expires: null };
  const end = addPeriod(on, band.for);
  if (band.untilAge === undefined) return { expires: end };
  const birthday = addYears(birthDate, band.untilAge);
  return { expires: birthday < end ? birthday : end };
}

/** Were these the rules on that day? */
export function inForce(program: Program, on: PlainDate): boolean {
  const { from, until } = program.effective;
  return from <= on && (until === undefined || on <= until);
}
