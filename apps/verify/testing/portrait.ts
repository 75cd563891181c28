import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';

// Drawn by hand, of nobody: a face that a person would recognise again, with the soft shading that photographs have.
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 120">
<defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="#dfe6ea"/><stop offset="1" stop-color="#c3cdd4"/></linearGradient>
<radialGradient id="skin" cx=".42" cy=".4" r=".7"><stop stop-color="#d79a6f"/><stop offset="1" stop-color="#a96c48"/></radialGradient></defs>
<path fill="url(#wall)" d="M0 0h96v120H0z"/>
<path fill="#2a2522" d="M22 66C16 28 30 12 48 12s33 16 26 54c-2 8-6 12-9 14H31c-4-3-8-8-9-14z"/>
<path fill="#a5683f" d="M39 76h18v20H39z"/>
<path fill="#3b5f7d" d="M8 120c2-18 14-25 31-28 3 6 15 6 18 0 17 3 29 10 31 28z"/>
<path fill="#f2efe6" d="M38 92l10 10 10-10 4 3-14 17-14-17z"/>
<ellipse cx="48" cy="54" rx="21" ry="28" fill="url(#skin)"/>
<path fill="#2a2522" d="M26 50c0-20 8-30 22-30s22 10 22 30c-4-10-9-16-16-18-8 5-20 6-28 18z"/>
<path fill="none" stroke="#33241b" stroke-width="2" stroke-linecap="round" d="M35 47q5-3 9-1M53 46q5-2 9 1"/>
<ellipse cx="39.5" cy="53" rx="3.4" ry="2.2" fill="#fff"/><ellipse cx="57" cy="53" rx="3.4" ry="2.2" fill="#fff"/>
<circle cx="39.8" cy="53" r="1.9" fill="#2c1c12"/><circle cx="56.7" cy="53" r="1.9" fill="#2c1c12"/>
<path fill="none" stroke="#8a5433" stroke-width="1.6" stroke-linecap="round" d="M48 54q-2 8-3 11 2 2 6 1"/>
<path fill="none" stroke="#8c3f38" stroke-width="2.4" stroke-linecap="round" d="M40 72q8 5 16 0"/>
</svg>`;

/** AVIF of a portrait, 96×120: of a picture file if one is given, else of the drawn face. */
export async function portrait(file?: string): Promise<Uint8Array> {
  const source = file
    ? sharp(file)
    : sharp(new Resvg(drawing, { fitTo: { mode: 'width', value: 384 } }).render().asPng());
  const avif = await source.resize(96, 120, { fit: 'cover' }).avif({ quality: 20, effort: 4 }).toBuffer();
  return new Uint8Array(avif);
}
