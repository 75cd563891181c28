import { forecast, keptAfterExpiry, type Volumes } from '@commonkey/exposure';
import { addMonths, plainDateOf } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { type Series, timed } from '../verify/samples.ts';

const MONTHS = 156;
const BACK = 36;
const WARM = 3;

/** Times whole forecasts of so many records. Throws where one of them is lost. */
export async function forecastOf(
  records: number,
  runs: number,
  now: Date,
): Promise<Series & { records: number; schedules: number }> {
  const rules = shippedProgram('model-city-online');
  const on = plainDateOf(now);
  const volumes = volumesOf(records, on.slice(0, 7));
  const schedules = [
    { name: 'own', rules },
    { name: 'after the card’s end', rules: keptAfterExpiry(rules, 'portal', { years: 3 }) },
  ];
  const work = Array.from({ length: runs + WARM }, (_, run) => run);
  const times = await timed(work, WARM, async () => {
    const { arrived } = forecast(schedules, volumes, on);
    if (arrived !== records) throw new Error(`${arrived} of ${records} records in the forecast`);
  });
  return { records, schedules: schedules.length, ...times };
}

/** As many months as the forecast tells of, with counts that rise and fall. */
function volumesOf(records: number, month: string): Volumes {
  const cumulative = (at: number) =>
    Math.floor((records * (at + Math.sin(at) / 2)) / (MONTHS + Math.sin(MONTHS) / 2));
  const source = 'bench';
  const channel = 'portal' as const;
  const weeks = [5, 12, 19, 26, 33, 40].map((days, at) => ({ days, parts: 6 - at }));
  return {
    format: 'commonkey-volumes-1',
    sources: { bench: { mark: 'ASSUMED', note: 'Made for measuring' } },
    arrivals: Array.from({ length: MONTHS }, (_, at) => {
      const from = addMonths(`${month}-01`, at - BACK).slice(0, 7);
      return { channel, from, to: from, count: cumulative(at + 1) - cumulative(at), source };
    }),
    documents: [{ channel, holds: 'paper-pictures', each: 2.4, source }],
    scenarios: [
      {
        id: 'mix',
        words: { en: 'a mix of ages' },
        ages: [
          { to: 13, parts: 10 },
          { from: 14, to: 64, parts: 78 },
          { from: 65, parts: 12 },
        ],
        source,
      },
    ],
    ways: [
      { channel, outcome: 'approved', parts: 85, decision: weeks, handOver: weeks, source },
      { channel, outcome: 'denied', parts: 8, decision: weeks, source },
      { channel, outcome: 'withdrawn', parts: 5, after: weeks, source },
      { channel, outcome: 'lapsed', parts: 2, after: 45, source },
    ],
  };
}
