import sharp, { type Sharp } from 'sharp';
import { MARKER } from './marker.ts';

/** Pixels with some detail: gradients that no two neighbours share. */
export function pixels(width: number, height: number, channels: 1 | 3 | 4 = 3): Sharp {
  const raw = Buffer.alloc(width * height * channels);
  for (let n = 0; n < raw.length; n++) raw[n] = ((n * 7) / channels) ^ (n >> 8);
  return sharp(raw, { raw: { width, height, channels } });
}

/** A JPEG with segments put in behind its start: marker's second byte and body. */
export function withSegments(jpeg: Buffer, ...segments: [number, string | Buffer][]): Buffer {
  const inserted = segments.map(([marker, body]) => {
    const bytes = Buffer.from(body);
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(bytes.length + 2, 2);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...inserted, jpeg.subarray(2)]);
}

const HTML = `<script>fetch("https://example.org/${MARKER}")</script>`;
const ZIP_END = Buffer.from(`PK\x03\x04${MARKER}PK\x05\x06${'\0'.repeat(18)}`, 'latin1');

/** A thumbnail inside EXIF: a TIFF whose second directory points at a JPEG with a comment of its own. */
function exifThumbnail(small: Buffer): Buffer {
  const thumbnail = withSegments(small, [0xfe, MARKER]);
  const tiff = Buffer.alloc(44);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt32LE(14, 10);
  tiff.writeUInt16LE(2, 14);
  for (const [n, [tag, value]] of [
    [0x0201, 44],
    [0x0202, thumbnail.length],
  ].entries()) {
    tiff.writeUInt16LE(tag ?? 0, 16 + n * 12);
    tiff.writeUInt16LE(4, 18 + n * 12);
    tiff.writeUInt32LE(1, 20 + n * 12);
    tiff.writeUInt32LE(value ?? 0, 24 + n * 12);
  }
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, thumbnail]);
}

/** JPEGs that are pictures and something else beside; each holds the marker outside its pixels. */
export async function dirtyJpegs(): Promise<Record<string, Buffer>> {
  const plain = await pixels(300, 200).jpeg().toBuffer();
  const small = await pixels(16, 16).jpeg().toBuffer();
  const pdf = Buffer.from(`%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(${MARKER})>>>>endobj`);
  return {
    'EXIF with a place, a maker and a serial number': await pixels(300, 200)
      .jpeg()
      .withExif({
        IFD0: { Make: MARKER, Software: MARKER },
        IFD2: { BodySerialNumber: MARKER },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 52/1 0/1', GPSAreaInformation: MARKER },
      })
      .toBuffer(),
    'EXIF with a thumbnail': withSegments(plain, [0xe1, exifThumbnail(small)]),
    XMP: await pixels(300, 200)
      .jpeg()
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${MARKER}</a></x:xmpmeta>`)
      .toBuffer(),
    'a colour profile': Buffer.concat([
      await pixels(300, 200).jpeg().withIccProfile('p3').toBuffer(),
      ZIP_END,
    ]),
    'a colour profile that is none': withSegments(plain, [0xe2, `ICC_PROFILE\0\x01\x01${MARKER}`]),
    'IPTC of a photo editor': withSegments(plain, [0xed, `Photoshop 3.0\x008BIM\x04\x04\0\0\0\x10${MARKER}`]),
    'a JFIF extension': withSegments(plain, [0xe0, `JFXX\0\x10${MARKER}`]),
    'content credentials': withSegments(plain, [0xeb, `JP\0\x01\0\0\0\x01${MARKER}`]),
    'every application segment': withSegments(
      plain,
      ...Array.from({ length: 15 }, (_, n): [number, string] => [0xe1 + n, `${MARKER}${n}`]),
    ),
    'HTML in a comment': withSegments(plain, [0xfe, HTML]),
    'a script in a comment': withSegments(plain, [0xfe, `*/=alert("${MARKER}");/*`]),
    'fifty comments': withSegments(
      plain,
      ...Array.from({ length: 50 }, (): [number, string] => [0xfe, MARKER.repeat(90)]),
    ),
    'HTML behind its end': Buffer.concat([plain, Buffer.from(HTML)]),
    'a ZIP behind its end': Buffer.concat([plain, ZIP_END]),
    'a PDF behind its end': Buffer.concat([plain, pdf]),
    'a PDF in a comment': withSegments(plain, [0xfe, pdf]),
    'a second picture behind its end': Buffer.concat([plain, withSegments(small, [0xfe, MARKER])]),
  };
}
