import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { decode } from 'fast-png';
import decodeQR from 'qr/decode.js';
import { faceSvg } from './face-svg.ts';
import { BLEED, type Dpi, mm } from './geometry.ts';
import { renderNode } from './node.ts';
import { QR_PLACE, QR_SQUARE, QUIET_MODULES, qrGrid, qrMatrix } from './qr-square.ts';
import { layoutWith } from './testing/draw.ts';
import { fullQr } from './testing/scenes.ts';

type Pixels = { width: number; data: ArrayLike<number> };

const pixels = (qr: string, dpi: Dpi, bleed: boolean): Pixels =>
  decode(renderNode(faceSvg('back', layoutWith({ qr }, { marking: 'specimen' }), { bleed }), dpi));

for (const [dpi, bleed, length] of [
  [300, false, 1451],
  [600, false, 1451],
  [300, true, 700],
] as const)
  test(`every dot of the square is the module's: ${dpi} dpi, ${length} letters${bleed ? ', with bleed' : ''}`, () => {
    const text = fullQr(length);
    const matrix = qrMatrix(text);
    const { width, data } = pixels(text, dpi, bleed);
    const zoom = dpi / 300;
    const edge = bleed ? BLEED : 0;
    const grid = qrGrid(QR_PLACE, matrix.length);
    let wrong = 0;
    for (let y = 0; y < QR_SQUARE * zoom; y++)
      for (let x = 0; x < QR_SQUARE * zoom; x++) {
        const column = Math.floor((QR_PLACE.x + x / zoom - grid.x) / grid.dots);
        const row = Math.floor((QR_PLACE.y + y / zoom - grid.y) / grid.dots);
        const dark = matrix[row]?.[column] === true;
        const at = 4 * ((y + (QR_PLACE.y + edge) * zoom) * width + x + (QR_PLACE.x + edge) * zoom);
        if (data[at] !== (dark ? 0 : 255) || data[at + 2] !== data[at]) wrong++;
      }
    assert.equal(wrong, 0);
  });

test('a reader that knows nothing of the layout reads the printed square, specimen or not', () => {
  const text = fullQr(1451);
  const png = decode(renderNode(faceSvg('back', layoutWith({ qr: text }, { marking: 'specimen' })), 600));
  const image = { width: png.width, height: png.height, data: Uint8Array.from(png.data) };
  assert.equal(decodeQR(image), text);
});

test('the square is at most 32 mm, modules at least 0.25 mm, with four light ones around', () => {
  assert.ok(QR_SQUARE <= mm(32));
  for (const length of [20, 420, 700, 1100, 1451]) {
    const modules = qrMatrix(fullQr(length)).length;
    const grid = qrGrid(QR_PLACE, modules);
    assert.ok(grid.dots >= mm(0.25));
    assert.ok(grid.x - QR_PLACE.x >= QUIET_MODULES * grid.dots);
    const end = grid.x + modules * grid.dots;
    assert.ok(QR_PLACE.x + QR_SQUARE - end >= QUIET_MODULES * grid.dots);
  }
});

test('what does not fit, or is no Base45, is a fault and never a smaller print', () => {
  const code = (text: string) => {
    try {
      qrMatrix(text);
    } catch (error) {
      return isFault(error) ? error.code : error;
    }
    return 'drawn';
  };
  assert.equal(code(fullQr(1451)), 'drawn');
  assert.equal(code(fullQr(1452)), 'card-qr-too-large');
  assert.equal(code(fullQr(9000)), 'card-qr-too-large');
  assert.equal(code('lower case'), 'card-qr-bad-text');
  assert.equal(code(''), 'card-qr-bad-text');
});
