import { blankPixels, type Pixels } from '../picture/pixels.ts';

/** Nobody: a plain figure before a plain wall, drawn in the page, for practice without a camera. */
export function drawnPortrait(width = 640, height = 480): Pixels {
  const image = blankPixels(width, height);
  const centre = width / 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = colourAt(x - centre, y, height);
      const at = (y * width + x) * 4;
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = 255;
    }
  }
  return image;
}

function colourAt(x: number, y: number, height: number): readonly [number, number, number] {
  const unit = height / 480;
  const inside = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  const head = inside(0, 190 * unit, 68 * unit, 88 * unit);
  if (
    head &&
    (inside(-26 * unit, 180 * unit, 7 * unit, 5 * unit) || inside(26 * unit, 180 * unit, 7 * unit, 5 * unit))
  )
    return [40, 34, 30];
  if (head && y > 232 * unit && inside(0, 232 * unit, 24 * unit, 7 * unit)) return [140, 78, 66];
  if (head && y > 132 * unit) return [196, 154, 122];
  if (inside(0, 170 * unit, 80 * unit, 92 * unit) && y < 200 * unit) return [58, 44, 38];
  if (Math.abs(x) < 30 * unit && y > 250 * unit && y < 320 * unit) return [182, 140, 110];
  if (inside(0, 480 * unit, 170 * unit, 180 * unit)) return [46, 88, 120];
  return [226, 228, 224];
}
