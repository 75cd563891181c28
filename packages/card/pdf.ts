import { decode } from 'fast-png';
import { cardFault } from './faults.ts';
import { BLEED, CARD_MM, DOTS_PER_INCH, type Dpi, FACE, MM_PER_INCH } from './geometry.ts';

const POINTS_PER_INCH = 72;
const toPoints = (length: number): number => (length * POINTS_PER_INCH) / MM_PER_INCH;

type Picture = { width: number; height: number; rgb: Uint8Array };

/**
 * A PDF 1.7 (ISO 32000-1) of two pages of exactly 85.60 × 53.98 mm, one picture a page at its own dots, so that no
 * printer driver has a reason to scale. Pictures drawn with bleed give pages with bleed and a TrimBox at the cut.
 * The file has no date, producer or identifier: the same card gives the same bytes, and nothing tells when.
 *
 * Throws `card-not-a-picture`, and `card-wrong-pixels` for a picture that is no face at this resolution.
 */
export async function cardPdf(frontPng: Uint8Array, backPng: Uint8Array, dpi: Dpi): Promise<Uint8Array> {
  const pictures = [frontPng, backPng].map(readPng);
  const objects: (string | Uint8Array)[] = [
    '<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>',
    '<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>',
  ];
  for (const picture of pictures) {
    const { page, content } = layOut(picture, dpi, objects.length + 1);
    objects.push(page, content, await imageObject(picture));
  }
  return assemble(objects);
}

function readPng(png: Uint8Array): Picture {
  let image: ReturnType<typeof decode>;
  try {
    image = decode(png);
  } catch (cause) {
    throw cardFault('card-not-a-picture', {}, cause);
  }
  const { width, height, data, channels } = image;
  if (channels < 3 || image.depth !== 8) throw cardFault('card-not-a-picture');
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3)
    for (let colour = 0; colour < 3; colour++) rgb[to + colour] = data[from + colour] ?? 0;
  return { width, height, rgb };
}

function layOut(picture: Picture, dpi: Dpi, number: number): { page: string; content: string } {
  const scale = dpi / DOTS_PER_INCH;
  const edge = (picture.width / scale - FACE.width) / 2;
  const isFace = (edge === 0 || edge === BLEED) && picture.height / scale === FACE.height + 2 * edge;
  if (!isFace) throw cardFault('card-wrong-pixels', { width: picture.width, height: picture.height, dpi });
  const bleed = (edge / DOTS_PER_INCH) * POINTS_PER_INCH;
  const trim = { width: toPoints(CARD_MM.width), height: toPoints(CARD_MM.height) };
  const width = trim.width + 2 * bleed;
  const height = trim.height + 2 * bleed;
  // The picture starts at the top left: what its last row of dots has beyond 53.98 mm falls off the page.
  const drawn = {
    width: (picture.width / dpi) * POINTS_PER_INCH,
    height: (picture.height / dpi) * POINTS_PER_INCH,
  };
  const media = box(0, 0, width, height);
  const cut = box(bleed, bleed, bleed + trim.width, bleed + trim.height);
  const content = `q ${f(drawn.width)} 0 0 ${f(drawn.height)} 0 ${f(height - drawn.height)} cm /Face Do Q`;
  return {
    page: `<< /Type /Page /Parent 2 0 R /MediaBox ${media} /BleedBox ${media} /TrimBox ${cut} /Contents ${number + 1} 0 R /Resources << /XObject << /Face ${number + 2} 0 R >> >> >>`,
    content: `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  };
}

async function imageObject(picture: Picture): Promise<Uint8Array> {
  const packed = await deflate(picture.rgb);
  const head = `<< /Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Interpolate false /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  return joined([latin(head), packed, latin('\nendstream')]);
}

/** Objects numbered from 1, the cross-reference table and the trailer. */
function assemble(objects: readonly (string | Uint8Array)[]): Uint8Array {
  const parts: Uint8Array[] = [new Uint8Array([...latin('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])];
  let length = parts[0]?.length ?? 0;
  const put = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  const offsets = objects.map((object, i) => {
    const offset = length;
    put(latin(`${i + 1} 0 obj\n`));
    put(typeof object === 'string' ? latin(object) : object);
    put(latin('\nendobj\n'));
    return offset;
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  put(
    latin(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return joined(parts);
}

const f = (value: number): string => value.toFixed(4);
const box = (...corners: number[]): string => `[${corners.map(f).join(' ')}]`;
const latin = (text: string): Uint8Array => new TextEncoder().encode(text);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** zlib format (RFC 1950), as FlateDecode wants it; the platform's own in browsers and Node. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
