/** What every chart of ours has, whatever is drawn in it: a frame with levels and words under its floor, stripes, and text that is escaped. */
export type ChartFrame = {
  /** Unique on the page. */
  readonly id: string;
  /** What it shows, and what is to be seen in it: the same words as a reader who sees no picture gets. */
  readonly title: string;
  readonly text: string;
  /** Words under the floor: place along it and text. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly number: (value: number) => string;
  /** Time then runs from right to left. */
  readonly rtl: boolean;
  readonly shape: 'wide' | 'narrow';
};

/** `digit` is as wide as one of the scale's: what the largest number takes is left free beside the chart. */
export type FrameSize = {
  width: number;
  height: number;
  digit: number;
  end: number;
  top: number;
  bottom: number;
};

/** Where in the picture a place along the floor and a value lie. */
export type Place = {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly floor: number;
  /** How wide one of the `count` places is. */
  readonly each: number;
  readonly count: number;
};

const MARGIN = 13;

/**
 * @param top the highest value of the scale
 * @param count places along the floor
 */
export function placeIn(
  chart: ChartFrame,
  size: FrameSize,
  { top, count }: { top: number; count: number },
): Place {
  const start = MARGIN + size.digit * Math.max(2, chart.number(top).length);
  const each = (size.width - start - size.end) / count;
  const floor = size.height - size.bottom;
  return {
    ...{ floor, each, count },
    x: (at) => round(chart.rtl ? size.width - start - each * at : start + each * at),
    y: (value) => round(floor - ((floor - size.top) * value) / top),
  };
}

/** The picture with its words, its levels at nought, half and all of `top`, and what is drawn. */
export function framed(
  chart: ChartFrame,
  size: FrameSize,
  { place: { x, y, floor, count }, top }: { place: Place; top: number },
  { stripes, drawn }: { stripes: number; drawn: readonly string[] },
): string {
  const side = chart.rtl ? 8 : -8;
  const levels = [0, top / 2, top].map(
    (value) =>
      `<path class="chart-grid${value === 0 ? ' chart-floor' : ''}" d="M${x(0)} ${y(value)}H${x(count)}"/><text class="chart-text chart-level" x="${x(0) + side}" y="${y(value) + 5}">${escaped(chart.number(value))}</text>`,
  );
  const marks = chart.ticks.map(
    ({ at, label }) =>
      `<path class="chart-tick" d="M${x(at)} ${floor}v6"/><text class="chart-text chart-year" x="${x(at)}" y="${floor + 22}">${escaped(label)}</text>`,
  );
  return [
    `<svg class="chart chart-${chart.shape}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-text">`,
    `<title id="${chart.id}-title">${escaped(chart.title)}</title><desc id="${chart.id}-text">${escaped(chart.text)}</desc>`,
    stripesOf(chart.id, stripes),
    ...levels,
    ...marks,
    ...drawn,
    '</svg>',
  ].join('');
}

/** A filling that is told apart without its colour, `size` wide from one stripe to the next. */
export const stripesOf = (id: string, size: number): string =>
  `<defs><pattern id="${id}-stripes" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="chart-stripe" d="M0 ${size / 2}H${size}"/></pattern></defs>`;

/** The next 1, 2, 3, 4, 5, 6 or 8 with noughts whose half is a whole number. */
export function niceTop(most: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 3, 4, 5, 6, 8]) {
      const top = step * power;
      if (top >= most && (top / 2) % 1 === 0) return top;
    }
}

export const round = (value: number): number => Math.round(value * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
