import {
  type ChartFrame,
  type FrameSize,
  framed,
  niceTop,
  placeIn,
  round,
  stripesOf,
} from './chart-frame.ts';

/** One bar: its two parts, or all of it where its parts are not told, or nothing where even that is not. */
export type Bar = { readonly parts: readonly [number, number] } | { readonly whole: number } | null;

export type BarChart = ChartFrame & { readonly bars: readonly Bar[] };

const SHAPES: Readonly<Record<BarChart['shape'], FrameSize>> = {
  wide: { width: 720, height: 330, digit: 9, end: 16, top: 16, bottom: 34 },
  narrow: { width: 288, height: 290, digit: 10, end: 12, top: 16, bottom: 32 },
};
const STRIPES = 4;
/** Of what a bar has for itself, the rest is the gap to the next. */
const FILLED = 0.72;
/** How high the mark stands of a bar that is not told: it is no height of anything. */
const UNTOLD = 14;

/** A chart of bars as SVG. Parts are told apart by stripes, never by colour alone: those come from `chart.css`. Text is escaped. */
export function barChart(chart: BarChart): string {
  const top = niceTop(Math.max(1, ...chart.bars.map(heightOf)));
  const size = SHAPES[chart.shape];
  const place = placeIn(chart, size, { top, count: Math.max(1, chart.bars.length) });
  const { x, y, floor, each } = place;
  const wide = round(each * FILLED);
  const box = (at: number) => {
    const [one, other] = [x(at), x(at + 1)];
    return round((one + other - wide) / 2);
  };
  const rect = (at: number, from: number, height: number, rest: string) =>
    height <= 0 ? '' : `<rect x="${box(at)}" y="${from}" width="${wide}" height="${round(height)}" ${rest}/>`;
  const bars = chart.bars.map((bar, at) => {
    if (bar === null) return rect(at, floor - UNTOLD, UNTOLD, 'class="chart-bar-untold"');
    if ('whole' in bar) return rect(at, y(bar.whole), floor - y(bar.whole), 'class="chart-bar-whole"');
    const [first, second] = bar.parts;
    const upper = y(first + second);
    return [
      rect(at, y(first), floor - y(first), 'class="chart-bar-0"'),
      rect(at, upper, y(first) - upper, `class="chart-bar-1" fill="url(#${chart.id}-stripes)"`),
    ].join('');
  });
  return framed(chart, size, { place, top }, { stripes: STRIPES, drawn: bars });
}

/** How a part is drawn, small, to stand beside its name. */
export function barKey(id: string, kind: '0' | '1' | 'whole' | 'untold'): string {
  const fill = kind === '1' ? ` fill="url(#${id}-stripes)"` : '';
  return `<svg class="chart-key" viewBox="0 0 64 24" aria-hidden="true" focusable="false">${kind === '1' ? stripesOf(id, STRIPES) : ''}<rect class="chart-bar-${kind}"${fill} x="20" y="3" width="24" height="18"/></svg>`;
}

const heightOf = (bar: Bar): number =>
  bar === null ? 0 : 'whole' in bar ? bar.whole : bar.parts[0] + bar.parts[1];
