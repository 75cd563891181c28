import type { SaidRelease } from './said.ts';

const cell = (value: number | null) => (value === null ? '' : String(value));

/** A release as a table for other programs: what is not told stands empty. No field can begin a formula: they are digits and fixed words. */
export function csvOf({ release, through, together, quarters }: SaidRelease): string {
  const line = (name: string, from: string, of: SaidRelease['together']) =>
    [release, through, name, from, cell(of.cards), cell(of.inPerson), cell(of.online)].join(',');
  return [
    'release,through,quarter,from,cards,in_person,online',
    line('all', '', together),
    ...quarters.map((one) => line(one.quarter, one.from, one)),
    '',
  ].join('\r\n');
}

/** Its ages, a line for each quarter and band; those of `unknown` are cards of which nobody knows an age. */
export function agesCsvOf({ release, through, ages = [] }: SaidRelease): string {
  return [
    'release,through,quarter,from,age,cards',
    ...ages.flatMap(({ quarter, from, bands, unknown }) =>
      // With its word before it: a spreadsheet would read 0-13 as a day.
      [...bands.map((one) => ({ ...one, band: `age ${one.band}` })), { band: 'unknown', cards: unknown }].map(
        ({ band, cards }) => [release, through, quarter, from, band, cell(cards)].join(','),
      ),
    ),
    '',
  ].join('\r\n');
}
