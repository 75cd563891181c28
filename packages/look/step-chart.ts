/** Values by month, each from the beginning of its month to the next. Where least and most differ, the truth lies between. */
export type ChartLine = {
  /** Stands on the line and in the words beside the chart, so that no colour has to be told apart. */
  readonly letter: string;
  readonly least: readonly number[];
  readonly most: readonly number[];
};

export type StepChart = {
  /** Unique on the page. */
  readonly id: string;
  /** What it shows, and what is to be seen in it: the same words as a reader who sees no picture gets. */
  readonly title: string;
  readonly text: string;
  /** The first is the one that the page is about; at most four. */
  readonly lines: readonly ChartLine[];
  /** Upright lines with a word under them: place among the months and text. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly now: { readonly at: number; readonly label: string };
  readonly number: (value: number) => string;
  /** Time then runs from right to left. */
  readonly rtl: boolean;
  readonly shape: 'wide' | 'narrow';
};

/** `digit` is as wide as one of the scale's: what the largest number takes is left free beside the chart. */
type Shape = { width: number; height: number; digit: number; end: number; top: number; bottom: number };
type Frame = Shape & { start: number };
const SHAPES: Readonly<Record<StepChart['shape'], Shape>> = {
  wide: { width: 720, height: 330, digit: 9, end: 16, top: 30, bottom: 34 },
  narrow: { width: 288, height: 290, digit: 10, end: 12, top: 32, bottom: 32 },
};
const MARGIN = 13;
const BADGE = 10;
/** Parts of the months between the letters of lines that lie on each other. */
const APART = 0.09;

/** A chart of steps as SVG: colours, dashes and stripes come from `chart.css`. Text is escaped. */
export function stepChart(chart: StepChart): string {
  const months = Math.max(1, ...chart.lines.map(({ most }) => most.length));
  const top = niceTop(Math.max(1, ...chart.lines.flatMap(({ most }) => most)));
  const shape = SHAPES[chart.shape];
  const frame = { ...shape, start: MARGIN + shape.digit * Math.max(2, chart.number(top).length) };
  const across = frame.width - frame.start - frame.end;
  const x = (month: number) => {
    const along = frame.start + (across * month) / months;
    return round(chart.rtl ? frame.width - along : along);
  };
  const y = (value: number) =>
    round(frame.height - frame.bottom - ((frame.height - frame.top - frame.bottom) * value) / top);
  const place = { x, y, top, months, frame };
  // The page's own line is drawn last: nothing may lie on it.
  const order = chart.lines.map((line, at) => ({ line, at })).reverse();
  return [
    `<svg class="chart chart-${chart.shape}" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-text">`,
    `<title id="${chart.id}-title">${escaped(chart.title)}</title><desc id="${chart.id}-text">${escaped(chart.text)}</desc>`,
    stripes(chart.id),
    grid(chart, place),
    ...order.map(({ line, at }) => area(chart.id, line, at, place)),
    ...order.map(({ line, at }) => strokes(line, at, place)),
    nowLine(chart, place),
    ...order.map(({ line, at }) => badge(line, at, place)),
    '</svg>',
  ].join('');
}

/** How a line is drawn, small, to stand beside its name. */
export function chartKey(letter: string, place: number): string {
  return `<svg class="chart-key" viewBox="0 0 64 24" aria-hidden="true" focusable="false"><path class="chart-line chart-line-${place}" d="M2 12H62"/><circle class="chart-badge chart-badge-${place}" cx="32" cy="12" r="${BADGE}"/><text class="chart-letter chart-letter-${place}" x="32" y="16.5">${escaped(letter)}</text></svg>`;
}

type Place = {
  x: (month: number) => number;
  y: (value: number) => number;
  top: number;
  months: number;
  frame: Frame;
};

function grid({ ticks, number, rtl }: StepChart, { x, y, top, months, frame }: Place): string {
  const floor = frame.height - frame.bottom;
  const levels = [0, top / 2, top].map((value) => {
    const label = x(0) + (rtl ? 8 : -8);
    return `<path class="chart-grid${value === 0 ? ' chart-floor' : ''}" d="M${x(0)} ${y(value)}H${x(months)}"/><text class="chart-text chart-level" x="${label}" y="${y(value) + 5}">${escaped(number(value))}</text>`;
  });
  const marks = ticks.map(
    ({ at, label }) =>
      `<path class="chart-tick" d="M${x(at)} ${floor}v6"/><text class="chart-text chart-year" x="${x(at)}" y="${floor + 22}">${escaped(label)}</text>`,
  );
  return [...levels, ...marks].join('');
}

function nowLine({ now }: StepChart, { x, frame }: Place): string {
  const at = x(now.at);
  return `<path class="chart-now" d="M${at} ${frame.top - 8}V${frame.height - frame.bottom}"/><text class="chart-text chart-now-text" x="${at}" y="${frame.top - 14}">${escaped(now.label)}</text>`;
}

/** What is certain is filled, what lies between least and most is striped. */
function area(id: string, { least, most }: ChartLine, at: number, place: Place): string {
  const { x, y, months } = place;
  const under = (values: readonly number[]) => `${path(values, place)}L${x(months)} ${y(0)}L${x(0)} ${y(0)}Z`;
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
  const { x, y, months } = place;
  const first = most.findIndex((value) => value > 0);
  const last = most.findLastIndex((value) => value > 0);
  const month =
    at === 0 ? (first < 0 ? months / 2 : (first + last + 1) / 2) : Math.round(months * (1 - APART * at));
  const value = most[Math.floor(month)] ?? 0;
  const up = y(at === 0 ? value / 2 : value);
  return `<circle class="chart-badge chart-badge-${at}" cx="${x(month)}" cy="${up}" r="${BADGE}"/><text class="chart-letter chart-letter-${at}" x="${x(month)}" y="${round(up + 4.5)}">${escaped(letter)}</text>`;
}

/** Only the corners: long level parts are one stroke. */
function path(values: readonly number[], { x, y, months }: Place): string {
  const parts = [`M${x(0)} ${y(values[0] ?? 0)}`];
  values.forEach((value, month) => {
    if (month > 0 && value !== values[month - 1]) parts.push(`H${x(month)}V${y(value)}`);
  });
  return `${parts.join('')}H${x(months)}`;
}

function backwards(values: readonly number[], { x, y, months }: Place): string {
  const parts = [`${x(months)} ${y(values.at(-1) ?? 0)}`];
  for (let month = values.length - 1; month > 0; month--)
    if (values[month] !== values[month - 1]) parts.push(`H${x(month)}V${y(values[month - 1] ?? 0)}`);
  return `${parts.join('')}H${x(0)}`;
}

function stripes(id: string): string {
  return `<defs><pattern id="${id}-stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="chart-stripe" d="M0 4H8"/></pattern></defs>`;
}

/** The next 1, 2, 3, 4, 5, 6 or 8 with noughts whose half is a whole number. */
export function niceTop(most: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 3, 4, 5, 6, 8]) {
      const top = step * power;
      if (top >= most && (top / 2) % 1 === 0) return top;
    }
}

const round = (value: number): number => Math.round(value * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
