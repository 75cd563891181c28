import { niceTop } from './step-chart.ts';

/** One bar: its two parts, or all of it where its parts are not told, or nothing where even that is not. */
export type Bar = { readonly parts: readonly [number, number] } | { readonly whole: number } | null;

export type BarChart = {
  /** Unique on the page. */
  readonly id: string;
  /** What it shows, and what is to be seen in it: the same words as a reader who sees no picture gets. */
  readonly title: string;
  readonly text: string;
  readonly bars: readonly Bar[];
  /** Words under the floor: place among the bars and text. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly number: (value: number) => string;
  /** Time then runs from right to left. */
  readonly rtl: boolean;
  readonly shape: 'wide' | 'narrow';
};

type Frame = { width: number; height: number; digit: number; end: number; top: number; bottom: number };
const SHAPES: Readonly<Record<BarChart['shape'], Frame>> = {
  wide: { width: 720, height: 330, digit: 9, end: 16, top: 16, bottom: 34 },
  narrow: { width: 288, height: 290, digit: 10, end: 12, top: 16, bottom: 32 },
};
const MARGIN = 13;
/** Of what a bar has for itself, the rest is the gap to the next. */
const FILLED = 0.72;
/** How high the mark stands of a bar that is not told: it is no height of anything. */
const UNTOLD = 14;

/** A chart of bars as SVG. Parts are told apart by stripes, never by colour alone: those come from `chart.css`. Text is escaped. */
export function barChart(chart: BarChart): string {
  const top = niceTop(Math.max(1, ...chart.bars.map(heightOf)));
  const frame = SHAPES[chart.shape];
  const start = MARGIN + frame.digit * Math.max(2, chart.number(top).length);
  const each = (frame.width - start - frame.end) / Math.max(1, chart.bars.length);
  const floor = frame.height - frame.bottom;
  const x = (along: number) => round(chart.rtl ? frame.width - start - along : start + along);
  const y = (value: number) => round(floor - ((floor - frame.top) * value) / top);
  const side = chart.rtl ? 8 : -8;
  const levels = [0, top / 2, top].map(
    (value) =>
      `<path class="chart-grid${value === 0 ? ' chart-floor' : ''}" d="M${x(0)} ${y(value)}H${x(each * chart.bars.length)}"/><text class="chart-text chart-level" x="${x(0) + side}" y="${y(value) + 5}">${escaped(chart.number(value))}</text>`,
  );
  const marks = chart.ticks.map(
    ({ at, label }) =>
      `<path class="chart-tick" d="M${x(each * at)} ${floor}v6"/><text class="chart-text chart-year" x="${x(each * at)}" y="${floor + 22}">${escaped(label)}</text>`,
  );
  const wide = round(each * FILLED);
  const box = (at: number) => {
    const [one, other] = [x(each * at), x(each * (at + 1))];
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
  return [
    `<svg class="chart chart-${chart.shape}" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-text">`,
    `<title id="${chart.id}-title">${escaped(chart.title)}</title><desc id="${chart.id}-text">${escaped(chart.text)}</desc>`,
    stripes(chart.id),
    ...levels,
    ...marks,
    ...bars,
    '</svg>',
  ].join('');
}

/** How a part is drawn, small, to stand beside its name. */
export function barKey(id: string, kind: '0' | '1' | 'whole' | 'untold'): string {
  const fill = kind === '1' ? ` fill="url(#${id}-stripes)"` : '';
  return `<svg class="chart-key" viewBox="0 0 64 24" aria-hidden="true" focusable="false">${kind === '1' ? stripes(id) : ''}<rect class="chart-bar-${kind}"${fill} x="20" y="3" width="24" height="18"/></svg>`;
}

const heightOf = (bar: Bar): number =>
  bar === null ? 0 : 'whole' in bar ? bar.whole : bar.parts[0] + bar.parts[1];

const stripes = (id: string): string =>
  `<defs><pattern id="${id}-stripes" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="chart-stripe" d="M0 2H4"/></pattern></defs>`;

const round = (value: number): number => Math.round(value * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
