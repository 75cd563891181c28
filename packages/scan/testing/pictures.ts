import { encodeQR } from 'qr';
import type { RgbaImage } from '../image.ts';

/** How a test photographs a code. Lengths are pixels, angles degrees, blur a Gaussian's sigma, noise a standard deviation of 0–255. */
export type Shot = {
  readonly version?: number;
  readonly pixelsPerModule?: number;
  readonly degrees?: number;
  readonly blur?: number;
  readonly noise?: number;
  readonly seed?: number;
  /** The picture's size; without it, just the code with its quiet zone. */
  readonly frame?: { readonly width: number; readonly height: number };
  /** How bright the scene is, left and right edge, 0–1. */
  readonly light?: readonly [number, number];
};

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A camera's picture of a QR code at level M, made by drawing the modules under a rotation, then light, blur and noise. */
export function photograph(text: string, shot: Shot = {}): RgbaImage {
  const modules = encodeQR(text, 'raw', {
    ecc: 'medium',
    border: 4,
    ...(shot.version ? { version: shot.version } : {}),
  });
  const side = modules.length;
  const scale = shot.pixelsPerModule ?? 3;
  const angle = ((shot.degrees ?? 0) * Math.PI) / 180;
  const reach = Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle));
  const width = shot.frame?.width ?? Math.ceil(side * scale * reach);
  const height = shot.frame?.height ?? Math.ceil(side * scale * reach);
  const grey = new Float32Array(width * height);
  const [left, right] = shot.light ?? [1, 1];
  const cos = Math.cos(angle) / scale;
  const sin = Math.sin(angle) / scale;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let ink = 0;
      for (let sub = 0; sub < 9; sub++) {
        const dx = x + ((sub % 3) + 0.5) / 3 - width / 2;
        const dy = y + (Math.floor(sub / 3) + 0.5) / 3 - height / 2;
        const u = Math.floor(dx * cos + dy * sin + side / 2);
        const v = Math.floor(dy * cos - dx * sin + side / 2);
        if (modules[v]?.[u]) ink++;
      }
      const white = left + ((right - left) * x) / width;
      grey[y * width + x] = white * (245 - (ink / 9) * 220);
    }
  }
  return toRgba(blurred(grey, width, height, shot.blur ?? 0), width, height, shot.noise ?? 0, shot.seed ?? 1);
}

function blurred(pixels: Float32Array, width: number, height: number, sigma: number): Float32Array {
  if (sigma <= 0) return pixels;
  const radius = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  const pass = (from: Float32Array, stepX: number, stepY: number): Float32Array => {
    const to = new Float32Array(from.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let total = 0;
        for (let k = -radius; k <= radius; k++) {
          const sx = Math.min(width - 1, Math.max(0, x + k * stepX));
          const sy = Math.min(height - 1, Math.max(0, y + k * stepY));
          total += (from[sy * width + sx] ?? 0) * (weights[k + radius] ?? 0);
        }
        to[y * width + x] = total / sum;
      }
    }
    return to;
  };
  return pass(pass(pixels, 1, 0), 0, 1);
}

function toRgba(grey: Float32Array, width: number, height: number, noise: number, seed: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  const random = seeded(seed);
  for (let i = 0; i < grey.length; i++) {
    const jitter = noise === 0 ? 0 : (random() + random() + random() + random() - 2) * Math.sqrt(3) * noise;
    const value = (grey[i] ?? 0) + jitter;
    data[i * 4] = value;
    data[i * 4 + 1] = value;
    data[i * 4 + 2] = value;
    data[i * 4 + 3] = 255;
  }
  return { data, width, height };
}
