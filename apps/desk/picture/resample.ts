import { blankPixels, type Pixels } from './pixels.ts';

/** A rectangle in source pixels; edges may lie between pixels. */
export type Frame = Readonly<{ x: number; y: number; width: number; height: number }>;

/** Which source pixels make one target pixel along an axis, and how much each. */
type Taps = Readonly<{ start: number; weights: Float32Array }>;

/**
 * The part of a picture inside `frame`, at `width` × `height`. Catmull-Rom, widened when shrinking so that every
 * source pixel counts, and mixed in linear light, since mixing stored values darkens hair and fine patterns.
 * Beyond the edge the edge continues. The result is opaque.
 */
export function resample(source: Pixels, frame: Frame, width: number, height: number): Pixels {
  const across = tapsFor(frame.x, frame.width, width, source.width);
  const down = tapsFor(frame.y, frame.height, height, source.height);
  const top = down.reduce((least, one) => Math.min(least, one.start), source.height);
  const bottom = down.reduce((most, one) => Math.max(most, one.start + one.weights.length), 0);
  const band = new Float32Array(width * Math.max(0, bottom - top) * 3);
  for (let y = top; y < bottom; y += 1) narrowRow(source, y, across, band, (y - top) * width * 3);
  const result = blankPixels(width, height);
  for (const [y, taps] of down.entries()) mixRows(band, top, taps, width, result.data, y * width * 4);
  band.fill(0);
  return result;
}

function narrowRow(source: Pixels, y: number, across: readonly Taps[], band: Float32Array, to: number): void {
  const row = y * source.width;
  let at = to;
  for (const { start, weights } of across) {
    let [r, g, b] = [0, 0, 0];
    for (let tap = 0; tap < weights.length; tap += 1) {
      const weight = weights[tap] ?? 0;
      const from = (row + start + tap) * 4;
      r += weight * (light[source.data[from] ?? 0] ?? 0);
      g += weight * (light[source.data[from + 1] ?? 0] ?? 0);
      b += weight * (light[source.data[from + 2] ?? 0] ?? 0);
    }
    band[at] = r;
    band[at + 1] = g;
    band[at + 2] = b;
    at += 3;
  }
}

function mixRows(
  band: Float32Array,
  top: number,
  { start, weights }: Taps,
  width: number,
  target: Uint8ClampedArray,
  to: number,
): void {
  const stride = width * 3;
  for (let x = 0; x < width; x += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      let sum = 0;
      let from = (start - top) * stride + x * 3 + channel;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += (weights[tap] ?? 0) * (band[from] ?? 0);
        from += stride;
      }
      target[to + x * 4 + channel] = stored(sum);
    }
    target[to + x * 4 + 3] = 255;
  }
}

function tapsFor(offset: number, length: number, count: number, limit: number): Taps[] {
  const scale = length / count;
  const stretch = Math.max(1, scale);
  return Array.from({ length: count }, (_, at) => {
    const centre = offset + (at + 0.5) * scale;
    const first = Math.ceil(centre - 2 * stretch - 0.5);
    const last = Math.floor(centre + 2 * stretch - 0.5);
    const start = Math.min(limit - 1, Math.max(0, first));
    const weights = new Float32Array(Math.min(limit - 1, Math.max(0, last)) - start + 1);
    let sum = 0;
    for (let pixel = first; pixel <= last; pixel += 1) {
      const weight = catmullRom((pixel + 0.5 - centre) / stretch);
      const inside = Math.min(limit - 1, Math.max(0, pixel)) - start;
      weights[inside] = (weights[inside] ?? 0) + weight;
      sum += weight;
    }
    return { start, weights: weights.map((one) => one / sum) };
  });
}

// Keys' cubic with a = −1/2 (IEEE Trans. ASSP 29(6), 1981).
function catmullRom(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

// sRGB transfer function, IEC 61966-2-1.
const light = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

const steps = 4095;
const backToStored = Uint8Array.from({ length: steps + 1 }, (_, step) => {
  const share = step / steps;
  return Math.round(255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055));
});

function stored(linear: number): number {
  return backToStored[Math.round(steps * Math.min(1, Math.max(0, linear)))] ?? 0;
}
