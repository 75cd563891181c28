import { Resvg } from '@resvg/resvg-js';
import { drawPortrait, type Head, PORTRAIT } from './draw-portrait.ts';
import type { Frame } from './y4m.ts';

export { portraitPng } from '@commonkey/card/testing/portrait-png.ts';

/**
 * One camera frame, RGBA: the person in the middle of a landscape picture, before a plain wall that goes on to both
 * sides, as a webcam at a table sees them.
 */
export function cameraFrame(
  seed: string,
  { width = 1280, height = 720, head }: { width?: number; height?: number; head?: Head } = {},
): Frame {
  const shown = Math.round((height * PORTRAIT.width) / PORTRAIT.height);
  const face = drawPortrait(seed, head)
    .replace('<svg ', `<svg x="${(width - shown) / 2}" y="0" `)
    .replace(`width="${PORTRAIT.width}" height="${PORTRAIT.height}"`, `width="${shown}" height="${height}"`);
  return beforeWall(face, width, height);
}

/** The same with a portrait from a PNG of 35×45 proportions. */
export function photographFrame(png: Uint8Array, { width = 1280, height = 720 } = {}): Frame {
  const shown = Math.round((height * PORTRAIT.width) / PORTRAIT.height);
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const picture = `<image x="${(width - shown) / 2}" y="0" width="${shown}" height="${height}" href="${href}"/>`;
  return beforeWall(picture, width, height);
}

function beforeWall(figure: string, width: number, height: number): Frame {
  const wall =
    '<defs><linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#dde1e4"/><stop offset="1" stop-color="#cfd4d8"/></linearGradient></defs>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${wall}<rect width="${width}" height="${height}" fill="url(#wall)"/>${figure}</svg>`;
  return {
    width,
    height,
    rgba: new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels),
  };
}
