import { Resvg } from '@resvg/resvg-js';
import { drawPortrait } from './draw-portrait.ts';
import type { Head } from './portrait-look.ts';

/** The drawn face as a 413 × 531 PNG: what the desk's camera step would hand on. */
export function portraitPng(seed: string, head?: Head): Uint8Array {
  const image = new Resvg(drawPortrait(seed, head), { font: { loadSystemFonts: false } }).render();
  return new Uint8Array(image.asPng());
}
