import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';

/**
 * What the city keeps of this person, in words made from the rule that keeps it: the record series that an event makes,
 * what each holds and for how long. Nothing here is written twice.
 */
export function keepsLines(program: Program, sayTo: Speak, sayProgramTo: Speak): string[] {
  // What others write about the city's demands is made by no card.
  const ofDemands: readonly string[] = Object.values(program.legal?.records ?? {});
  return program.series
    .filter((series) => series.medium === 'digital' && series.personal && series.channel !== 'portal')
    .filter(({ id }) => !ofDemands.includes(id))
    .map((series) => {
      const held = series.holds.map((what) => sayProgramTo(`holds.${what}`)).join(sayTo('list.comma'));
      const [unit, n] = Object.entries(series.period)[0] ?? ['days', 0];
      const after = sayTo(`after.${series.after}`);
      const line = sayTo('keeps.line', { held, period: sayTo(`period.${unit}`, { n }), after });
      if (!series.atMost) return line;
      const [atMostUnit, atMostN] = Object.entries(series.atMost.period)[0] ?? ['days', 0];
      const bound = sayTo('keeps.at-most', {
        period: sayTo(`period.${atMostUnit}`, { n: atMostN }),
        after: sayTo(`after.${series.atMost.after}`),
      });
      return `${line} ${bound}`;
    });
}
