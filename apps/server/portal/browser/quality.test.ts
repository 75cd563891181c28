import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { faceHints, LOOK_AT, qualityHints, sharpness } from './quality.ts';
import { blurred, darkened, paperPicture, shone, shrunk } from './testing/pictures.ts';

async function look(picture: Buffer) {
  const { width, height } = await sharp(picture).metadata();
  const { data, info } = await sharp(picture)
    .resize(LOOK_AT, LOOK_AT, { fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grey = { width: info.width, height: info.height, values: new Uint8ClampedArray(data) };
  return { grey, edge: Math.min(width, height) };
}
const hintsOf = async (picture: Buffer) => {
  const { grey, edge } = await look(picture);
  return qualityHints(grey, edge);
};

test('UP-04: a clear picture gets no hint; blurred, dark and small ones get theirs', async () => {
  const paper = paperPicture();
  assert.deepEqual(await hintsOf(paper), []);
  assert.deepEqual(await hintsOf(await blurred(paper)), ['blurred']);
  assert.deepEqual(await hintsOf(await darkened(paper)), ['dark']);
  assert.deepEqual(await hintsOf(await shrunk(paper)), ['small']);
});

test('UP-04: print in one corner is enough to be sharp, if it is far off; a plain wall is not', async () => {
  const corner = await sharp(paperPicture())
    .resize(500)
    .extend({ left: 1000, bottom: 700, background: '#c8ccd0' })
    .png()
    .toBuffer();
  assert.deepEqual(await hintsOf(corner), ['far']);
  const wall = await sharp({ create: { width: 1500, height: 1000, channels: 3, background: '#c8ccd0' } })
    .png()
    .toBuffer();
  assert.deepEqual(await hintsOf(wall), ['blurred']);
});

test('UP-04: a lamp that lies on the print is told; a scan, white all over, and a dim room are not', async () => {
  assert.deepEqual(await hintsOf(await shone(paperPicture())), ['glare']);
  const scan = await sharp(paperPicture()).linear(1.3, 0).flatten({ background: '#fff' }).png().toBuffer();
  assert.ok(!(await hintsOf(scan)).includes('glare'));
  assert.ok(!(await hintsOf(await darkened(paperPicture()))).includes('glare'));
});

test('an empty picture is no error', () => {
  assert.equal(sharpness({ width: 0, height: 0, values: new Uint8ClampedArray() }), 0);
});

test('UP-04: a face is told of too few pixels or too little light, never of print', () => {
  const plain = (value: number) => ({
    width: 80,
    height: 80,
    values: new Uint8ClampedArray(6400).fill(value),
  });
  assert.deepEqual(faceHints(plain(200), 600), []);
  assert.deepEqual(faceHints(plain(255), 600), []);
  assert.deepEqual(faceHints(plain(200), 300), ['small-face']);
  assert.deepEqual(faceHints(plain(20), 600), ['dark']);
});
