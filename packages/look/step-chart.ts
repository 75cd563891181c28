import {
  type ChartFrame,
  escaped,
  type FrameSize,
  framed,
  niceTop,
  type Place,
  placeIn,
  round,
} from './chart-frame.ts';

/** Values by month, each from the beginning of its month to the next. Where least and most differ, the truth lies between. */
export type ChartLine = {
  /** Stands on the line and in the words beside the chart, so that no colour has to be told apart. */
  readonly letter: string;
  readonly least: readonly number[];
  readonly most: readonly number[];
};

/** Ticks stand at places among the months. */
export type StepChart = ChartFrame & {
  /** The first is the one that the page is about; at most four. */
  readonly lines: readonly ChartLine[];
  /** An upright line with a word above it. */
  readonly now: { readonly at: number; readonly label: string };
};

const SHAPES: Readonly<Record<StepChart['shape'], FrameSize>> = {
  wide: { width: 720, height: 330, digit: 9, end: 16, top: 30, bottom: 34 },
  narrow: { width: 288, height: 290, digit: 10, end: 12, top: 32, bottom: 32 },
};
const STRIPES = 8;
const BADGE = 10;
/** Parts of the months between the letters of lines that lie on each other. */
const APART = 0.09;

/** A chart of steps as SVG: colours, dashes and stripes come from `chart.css`. Text is escaped. */
export function stepChart(chart: StepChart): string {
  const months = Math.max(1, ...chart.lines.map(({ most }) => most.length));
  const top = niceTop(Math.max(1, ...chart.lines.flatMap(({ most }) => most)));
  const size = SHAPES[chart.shape];
  const place = placeIn(chart, size, { top, count: months });
  // The page's own line is drawn last: nothing may lie on it.
  const order = chart.lines.map((line, at) => ({ line, at })).reverse();
  const drawn = [
    ...order.map(({ line, at }) => area(chart.id, line, at, place)),
    ...order.map(({ line, at }) => strokes(line, at, place)),
    nowLine(chart, size, place),
    ...order.map(({ line, at }) => badge(line, at, place)),
  ];
  return framed(chart, size, { place, top }, { stripes: STRIPES, drawn });
}

/** How a line is drawn, small, to stand beside its name. */
export function chartKey(letter: string, place: number): string {
  return `<svg class="chart-key" viewBox="0 0 64 24" aria-hidden="true" focusable="false"><path class="chart-line chart-line-${place}" d="M2 12H62"/><circle class="chart-badge chart-badge-${place}" cx="32" cy="12" r="${BADGE}"/><text class="chart-letter chart-letter-${place}" x="32" y="16.5">${escaped(letter)}</text></svg>`;
}

function nowLine({ now }: StepChart, { top }: FrameSize, { x, floor }: Place): string {
  const at = x(now.at);
  return `<path class="chart-now" d="M${at} ${top - 8}V${floor}"/><text class="chart-text chart-now-text" x="${at}" y="${top - 14}">${escaped(now.label)}</text>`;
}

/** What is certain is filled, what lies between least and most is striped. */
function area(id: string, { least, most }: ChartLine, at: number, place: Place): string {
  const { x, y, count } = place;
  const under = (values: readonly number[]) => `${path(values, place)}L${x(count)} ${y(0)}L${x(0)} ${y(0)}Z`;
  const sure = least.some((value) => value > 0)
    ? `<path class="chart-area chart-area-${at}" d="${under(least)}"/>`
    : '';
  if (least.every((value, month) => value === most[month])) return sure;
  const between = `${path(most, place)}L${backwards(least, place)}Z`;
  return `${sure}<path class="chart-between" fill="url(#${id}-stripes)" d="${between}"/>`;
}

function strokes({ least, most }: ChartLine, at: number, place: Place): string {
  const lines = least.every((value, month) => value === most[month]) ? [most] : [least, most];
  return lines
    .map((values) => `<path class="chart-line chart-line-${at}" d="${path(values, place)}"/>`)
    .join('');
}

/** On the page's own line the letter stands amid what is held; on the others near the end, each a little before the last. */
function badge({ letter, most }: ChartLine, at: number, place: Place): string {
  const { x, y, count } = place;
  const first = most.findIndex((value) => value > 0);
  const last = most.findLastIndex((value) => value > 0);
  const month =
    at === 0 ? (first < 0 ? count / 2 : (first + last + 1) / 2) : Math.round(count * (1 - APART * at));
  const value = most[Math.floor(month)] ?? 0;
  const up = y(at === 0 ? value / 2 : value);
  return `<circle class="chart-badge chart-badge-${at}" cx="${x(month)}" cy="${up}" r="${BADGE}"/><text class="chart-letter chart-letter-${at}" x="${x(month)}" y="${round(up + 4.5)}">${escaped(letter)}</text>`;
}

/** Only the corners: long level parts are one stroke. */
function path(values: readonly number[], { x, y, count }: Place): string {
  const parts = [`M${x(0)} ${y(values[0] ?? 0)}`];
  values.forEach((value, month) => {
    if (month > 0 && value !== values[month - 1]) parts.push(`H${x(month)}V${y(value)}`);
  });
  return `${parts.join('')}H${x(count)}`;
}

function backwards(values: readonly number[], { x, y, count }: Place): string {
  const parts = [`${x(count)} ${y(values.at(-1) ?? 0)}`];
  for (let month = values.length - 1; month > 0; month--)
    if (values[month] !== values[month - 1]) parts.push(`H${x(month)}V${y(values[month - 1] ?? 0)}`);
  return `${parts.join('')}H${x(0)}`;
}
