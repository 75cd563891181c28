import type { SaidRelease } from './said.ts';

/** A release as a table for other programs: what is not told stands empty. No field can begin a formula: they are digits and fixed words. */
export function csvOf({ release, through, together, quarters }: SaidRelease): string {
  const cell = (value: number | null) => (value === null ? '' : String(value));
  const line = (name: string, from: string, of: SaidRelease['together']) =>
    [release, through, name, from, cell(of.cards), cell(of.inPerson), cell(of.online)].join(',');
  return [
    'release,through,quarter,from,cards,in_person,online',
    line('all', '', together),
    ...quarters.map((one) => line(one.quarter, one.from, one)),
    '',
  ].join('\r\n');
}
