import { type Quarter, quartersBetween } from '../quarter.ts';

/** The sum of a programme that a newspaper counted (docs of the domain: 145,825 cards). How it lies over the quarters is made up here. */
const TOTAL = 145_825;

/** A history of that sum, with few online for a while: nobody's real numbers. */
export function chicagoSized(
  first: Quarter = '2018-Q2',
  last: Quarter = '2025-Q4',
): { text: string; total: number } {
  const quarters = quartersBetween(first, last);
  const online = (at: number) =>
    at < quarters.length - 4 ? 0 : ([6, 410, 903, 1_402][at - quarters.length + 4] ?? 0);
  const each = Math.floor(TOTAL / quarters.length);
  const wave = (at: number) => (at % 2 === 0 ? 137 * (at % 7) : -137 * ((at - 1) % 7));
  const all = quarters.map((_, at) => each + wave(at));
  const rest = TOTAL - all.reduce((sum, one) => sum + one, 0);
  const lines = quarters.flatMap((quarter, at) => {
    const cards = (all[at] ?? 0) + (at === 0 ? rest : 0);
    return [`${quarter},in-person,${cards - online(at)}`, `${quarter},online,${online(at)}`];
  });
  const head = [
    '# source: Made for a test, of nobody’s real numbers',
    `# total: ${TOTAL}`,
    'quarter,channel,cards',
  ];
  return { text: [...head, ...lines, ''].join('\n'), total: TOTAL };
}
