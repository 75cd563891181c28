import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { drawPortrait, HEADS } from './draw-portrait.ts';
import { cameraFrame, portraitPng } from './portrait-png.ts';
import { writeY4m } from './y4m.ts';

test('a seed draws one face, another seed another', () => {
  assert.equal(drawPortrait('ada'), drawPortrait('ada'));
  assert.notEqual(drawPortrait('ada'), drawPortrait('bea'));
});

test('every kind of head is drawn, covered ones too, in passport proportions', () => {
  const drawn = HEADS.map((head) => drawPortrait('ada', head));
  assert.equal(new Set(drawn).size, HEADS.length);
  const png = decode(portraitPng('ada', 'hijab'));
  assert.deepEqual([png.width, png.height], [413, 531]);
});

test('a film holds every frame, and its planes give back the picture’s colours', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-y4m-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const frame = cameraFrame('ada', { width: 64, height: 48 });
  writeY4m(join(folder, 'film.y4m'), [frame, frame], 5);
  const film = readFileSync(join(folder, 'film.y4m'));
  const header = 'YUV4MPEG2 W64 H48 F5:1 Ip A1:1 C420jpeg\n';
  assert.equal(film.subarray(0, header.length).toString(), header);
  const size = 64 * 48 * 1.5;
  assert.equal(film.length, header.length + 2 * ('FRAME\n'.length + size));
  const planes = film.subarray(header.length + 6, header.length + 6 + size);
  const [y = 0, cb = 0, cr = 0] = [planes[0], planes[64 * 48], planes[64 * 48 * 1.25]];
  const red = 1.164 * (y - 16) + 1.596 * (cr - 128);
  const blue = 1.164 * (y - 16) + 2.017 * (cb - 128);
  assert.ok(Math.abs(red - (frame.rgba[0] ?? 0)) < 4);
  assert.ok(Math.abs(blue - (frame.rgba[2] ?? 0)) < 4);
});

test('frames of odd or differing sizes are refused', () => {
  const frame = (width: number) => ({ width, height: 2, rgba: new Uint8Array(width * 8) });
  assert.throws(() => writeY4m('/dev/null', [frame(3)]), RangeError);
  assert.throws(() => writeY4m('/dev/null', [frame(2), frame(4)]), RangeError);
  assert.throws(() => writeY4m('/dev/null', []), RangeError);
});
