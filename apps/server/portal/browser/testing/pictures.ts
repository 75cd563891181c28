import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';

const LINES = [
  'SPECIMEN OF A PAPER',
  'Zephyrine Quakenbush',
  'Number X0417198',
  'Lakeside Street 12',
  'This paper shows nothing true.',
];

/** A sheet of print on a table, as a telephone would take it: PNG of 1500 × 1000. */
export function paperPicture(): Buffer {
  const text = Array.from({ length: 12 }, (_, at) => bars(150, 150 + at * 60, at)).join('');
  return png(
    `<rect width="1500" height="1000" fill="#8a6d4d"/><rect x="90" y="60" width="1320" height="880" fill="#f6f4ee"/>${text}`,
  );
}

/** No typeface is at hand everywhere: strokes as dense as letters are print enough. */
function bars(x: number, y: number, seed: number): string {
  const line = LINES[seed % LINES.length] ?? '';
  return Array.from(line.repeat(2), (letter, at) =>
    letter === ' '
      ? ''
      : `<rect x="${x + at * 22}" y="${y}" width="${4 + (letter.charCodeAt(0) % 9)}" height="26" fill="#222"/>`,
  ).join('');
}

export const blurred = (picture: Buffer): Promise<Buffer> => sharp(picture).blur(9).png().toBuffer();
export const darkened = (picture: Buffer): Promise<Buffer> => sharp(picture).linear(0.22, 0).png().toBuffer();
/** A lamp in the paper's gloss. */
export const shone = (picture: Buffer): Promise<Buffer> =>
  sharp(picture)
    .composite([{ input: png('<circle cx="750" cy="480" r="220" fill="#fff"/>') }])
    .png()
    .toBuffer();
export const shrunk = (picture: Buffer): Promise<Buffer> => sharp(picture).resize(600).png().toBuffer();

/** Four colours in four corners, so that a crop tells where it was cut. */
export function cornersPicture(): Buffer {
  return png(
    '<rect width="750" height="500" fill="#ff0000"/><rect x="750" width="750" height="500" fill="#00ff00"/><rect y="500" width="750" height="500" fill="#0000ff"/><rect x="750" y="500" width="750" height="500" fill="#ffff00"/>',
  );
}

function png(body: string): Buffer {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="1000">${body}</svg>`;
  return Buffer.from(new Resvg(svg).render().asPng());
}
