import { luma, type Pixels } from './pixels.ts';

/** Advice about a portrait. It never blocks: the clerk decides, and says so by pressing on. */
export type PictureAdvice =
  | 'picture-background-uneven'
  | 'picture-background-shadow'
  | 'picture-background-dark'
  | 'picture-too-dark'
  | 'picture-too-bright'
  | 'picture-blurred';

/** Measures behind the advice; 0–255 unless said otherwise. */
export type PictureMeasures = Readonly<{
  /** Typical departure of the background from its own mean. */
  unevenness: number;
  /** Left side against right side. */
  shadow: number;
  background: number;
  /** 95th percentile of the whole picture: light is judged by its brightest parts, so no skin and no cloth is "too dark". */
  light: number;
  /** Share (0–1) of pixels with every channel at its end. */
  burnt: number;
  /** Steepest edges: 99.7th percentile of the difference between neighbours. */
  sharpness: number;
}>;

/** What could be better about a cropped portrait's background, light and focus: codes, best first to mend. */
export function backgroundHint(portrait: Pixels): PictureAdvice[] {
  const found = measurePicture(portrait);
  const advice: PictureAdvice[] = [];
  if (found.light < 110) advice.push('picture-too-dark');
  if (found.burnt > 0.5) advice.push('picture-too-bright');
  if (found.sharpness < 14) advice.push('picture-blurred');
  if (found.shadow > 34) advice.push('picture-background-shadow');
  if (found.unevenness > 26) advice.push('picture-background-uneven');
  if (found.background < 70 && found.light >= 110) advice.push('picture-background-dark');
  return advice;
}

export function measurePicture(portrait: Pixels): PictureMeasures {
  const left = stripOf(portrait, 0, 0.1);
  const right = stripOf(portrait, 0.9, 1);
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const background = (leftMean + rightMean) / 2;
  const whole = histogram(portrait);
  return {
    unevenness: Math.max(spread(left, leftMean), spread(right, rightMean)),
    shadow: Math.abs(leftMean - rightMean),
    background,
    light: percentile(whole.levels, 0.95),
    burnt: whole.burnt,
    sharpness: percentile(edges(portrait), 0.997),
  };
}

// The upper sides only: shoulders, long hair and flowing covers reach the lower ones.
function stripOf({ data, width, height }: Pixels, from: number, to: number): number[] {
  const strip: number[] = [];
  for (let y = 0; y < height * 0.4; y += 1)
    for (let x = Math.floor(width * from); x < width * to; x += 1)
      strip.push(luma(data, (y * width + x) * 4));
  return strip;
}

function histogram({ data }: Pixels): { levels: Uint32Array; burnt: number } {
  const levels = new Uint32Array(256);
  let burnt = 0;
  for (let at = 0; at < data.length; at += 4) {
    const level = Math.round(luma(data, at));
    levels[level] = (levels[level] ?? 0) + 1;
    if ((data[at] ?? 0) > 251 && (data[at + 1] ?? 0) > 251 && (data[at + 2] ?? 0) > 251) burnt += 1;
  }
  return { levels, burnt: burnt / (data.length / 4) };
}

function edges({ data, width, height }: Pixels): Uint32Array {
  const steps = new Uint32Array(256);
  for (let y = 0; y + 1 < height; y += 1)
    for (let x = 0; x + 1 < width; x += 1) {
      const at = (y * width + x) * 4;
      const here = luma(data, at);
      const step = Math.max(Math.abs(here - luma(data, at + 4)), Math.abs(here - luma(data, at + width * 4)));
      const level = Math.min(255, Math.round(step));
      steps[level] = (steps[level] ?? 0) + 1;
    }
  return steps;
}

function percentile(levels: Uint32Array, share: number): number {
  const total = levels.reduce((sum, one) => sum + one, 0);
  let seen = 0;
  for (const [level, count] of levels.entries()) {
    seen += count;
    if (seen >= total * share) return level;
  }
  return 255;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

function spread(values: readonly number[], centre: number): number {
  return Math.sqrt(values.reduce((sum, one) => sum + (one - centre) ** 2, 0) / Math.max(1, values.length));
}
