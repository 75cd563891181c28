import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';

const [WIDTH, HEIGHT] = [1600, 1200];
export const TABLES = ['plain', 'dim', 'lit', 'planks', 'cloth', 'checks', 'things', 'pattern'] as const;
export type Table = (typeof TABLES)[number];
/** Middle and size in parts of the picture, 0 to 1; degrees clockwise. */
export type Lying = { x?: number; y?: number; width?: number; height?: number; turn?: number };

const rectangle = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
const everywhere = (fill: string) => rectangle(0, 0, WIDTH, HEIGHT, fill);

const GROUNDS: Readonly<Record<Table, (chance: () => number) => string>> = {
  plain: () => everywhere('#7d6a55'),
  dim: () => everywhere('#3a3f46'),
  // A window on the left: there the table is nearly as light as the paper.
  lit: () =>
    `<defs><linearGradient id="lit"><stop offset="0" stop-color="#d8cfc0"/><stop offset="1" stop-color="#6d6152"/></linearGradient></defs>${everywhere('url(#lit)')}`,
  planks: (chance) =>
    Array.from({ length: 12 }, (_, at) => {
      const shade = Math.floor(90 + chance() * 90);
      return `${rectangle(0, at * 100, WIDTH, 96, `rgb(${shade},${shade - 20},${shade - 45})`)}${rectangle(0, at * 100 + 96, WIDTH, 4, '#2b2119')}`;
    }).join(''),
  cloth: (chance) =>
    everywhere('#8c2f39') +
    Array.from(
      { length: 260 },
      () =>
        `<circle cx="${chance() * WIDTH}" cy="${chance() * HEIGHT}" r="${6 + chance() * 18}" fill="hsl(${chance() * 360},60%,${35 + chance() * 50}%)"/>`,
    ).join(''),
  checks: () =>
    everywhere('#e9e6df') +
    Array.from({ length: 20 }, (_, row) =>
      Array.from({ length: 27 }, (_, column) =>
        (row + column) % 2 === 0 ? rectangle(column * 60, row * 60, 60, 60, '#b8404a') : '',
      ).join(''),
    ).join(''),
  things: () =>
    `${everywhere('#6a5c4c')}<circle cx="120" cy="1080" r="230" fill="#f2f0ec"/><circle cx="120" cy="1080" r="170" fill="#4b2e1c"/>${rectangle(1180, 0, 420, 70, '#dfe6ee')}<rect x="1300" y="900" width="520" height="26" transform="rotate(-35 1300 900)" fill="#d9c21b"/>`,
  pattern: (chance) =>
    everywhere('#cfc8bb') +
    Array.from(
      { length: 900 },
      () =>
        `<rect x="${chance() * WIDTH}" y="${chance() * HEIGHT}" width="${4 + chance() * 30}" height="${4 + chance() * 12}" fill="rgba(60,50,40,${chance()})"/>`,
    ).join(''),
};

/** A paper with rows of print and a photo on a table, as a telephone would take it, grain and all: PNG of 800 × 600. */
export function onTable(table: Table, lying: Lying = {}, seed = 1, tone = '#f4f1ea'): Promise<Buffer> {
  const { x = 0.5, y = 0.5, width = 0.72, height = 0.76, turn = 0 } = lying;
  const chance = dice(seed);
  const [wide, high] = [width * WIDTH, height * HEIGHT];
  const line = high / 22;
  const rows = Array.from({ length: 17 }, (_, row) =>
    Array.from({ length: 34 }, (_, letter) => {
      const [left, top] = [wide * (0.07 + letter * 0.0255), line * (2.5 + row)];
      const onPhoto = letter > 24 && row < 7;
      return chance() < 0.2 || onPhoto
        ? ''
        : rectangle(left, top, wide * (0.004 + chance() * 0.014), line * 0.5, '#2a2a2e');
    }).join(''),
  ).join('');
  const photo = rectangle(wide * 0.74, line * 2, wide * 0.19, line * 7, '#59636e');
  const sheet = `<g transform="translate(${x * WIDTH} ${y * HEIGHT}) rotate(${turn}) translate(${-wide / 2} ${-high / 2})">${rectangle(0, 0, wide, high, tone)}${rows}${photo}</g>`;
  return grained(`${GROUNDS[table](chance)}${sheet}`);
}

/** The same light on another day: `from` and `to` are how bright the left and the right edge are. */
export function shaded(picture: Buffer, from: number, to: number): Promise<Buffer> {
  const dark = (light: number) =>
    `<stop offset="${light === from ? 0 : 1}" stop-color="#000" stop-opacity="${1 - light}"/>`;
  const shade = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs><linearGradient id="s">${dark(from)}${dark(to)}</linearGradient></defs>${everywhere('url(#s)')}</svg>`;
  return sharp(picture)
    .composite([{ input: Buffer.from(new Resvg(shade).render().asPng()) }])
    .png()
    .toBuffer();
}

async function grained(body: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 ${WIDTH} ${HEIGHT}">${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(new Resvg(svg).render().asPng()))
    .removeAlpha()
    .blur(0.5)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const chance = dice(7);
  for (let at = 0; at < data.length; at += 1)
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (chance() - 0.5) * 16));
  const { width, height } = info;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** Mulberry32: small, seeded, good enough for grain. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
