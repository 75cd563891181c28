import { blankPng } from './png.ts';

const bytes = (...values: number[]) => Buffer.from(values);
const text = (value: string) => Buffer.from(value, 'latin1');
const box = (brand: string) => Buffer.concat([bytes(0, 0, 0, 24), text(`ftyp${brand}\0\0\0\0mif1${brand}`)]);

/** Beginnings of files that are no JPEG, PNG or PDF, each padded so that no length gives it away. */
export const foreign: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Object.entries({
    'one byte': bytes(0xff),
    SVG: text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'SVG behind an XML declaration': text('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><svg/>'),
    HTML: text('<!doctype html><script>alert(1)</script>'),
    script: text('/*\xff\xd8\xff*/alert(1)'),
    'GIF 87a': text('GIF87a\x01\0\x01\0'),
    'GIF 89a': text('GIF89a\x01\0\x01\0'),
    'TIFF, little end first': text('II*\0\x08\0\0\0'),
    'TIFF, big end first': text('MM\0*\0\0\0\x08'),
    WebP: text('RIFF\x24\0\0\0WEBPVP8 '),
    MP4: box('isom'),
    BMP: text('BM\x46\0\0\0\0\0\0\0'),
    VIPS: bytes(0x08, 0xf2, 0xa6, 0xb6),
    'VIPS, the other end first': bytes(0xb6, 0xa6, 0xf2, 0x08),
    ICO: bytes(0, 0, 1, 0, 1, 0),
    'ICO around a PNG': Buffer.concat([bytes(0, 0, 1, 0, 1, 0), Buffer.alloc(16), blankPng(8, 8)]),
    PSD: text('8BPS\0\x01'),
    'JPEG 2000': bytes(0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a),
    'JPEG XL': bytes(0xff, 0x0a),
    ZIP: text('PK\x03\x04\x14\0\0\0'),
    DOCX: text('PK\x03\x04\x14\0\x06\0[Content_Types].xml'),
    'old Word': bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    PostScript: text('%!PS-Adobe-3.0'),
    'PDF behind something else': text('GIF89a%PDF-1.7'),
    'PNG behind a blank': text(' \x89PNG\r\n\x1a\n'),
    gzip: bytes(0x1f, 0x8b, 8, 0),
    program: text('\x7fELF\x02\x01\x01'),
    'plain words': text('My name is Marisol.'),
  }).map(([name, head]) => [name, Buffer.concat([head, Buffer.alloc(256)])]),
);

/** What phones write or save, by its brands. */
export const heics: Readonly<Record<string, Buffer>> = Object.fromEntries(
  ['heic', 'heix', 'hevc', 'heif', 'mif1', 'msf1', 'avif', 'avis'].map((brand) => [
    brand,
    Buffer.concat([box(brand), Buffer.alloc(256)]),
  ]),
);
