import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { cropHint } from './crop.ts';
import { LOOK_AT, qualityHints } from './quality.ts';
import { blurred, paperPicture } from './testing/pictures.ts';
import { type Lying, onTable, shaded, TABLES } from './testing/tables.ts';

async function greyOf(picture: Buffer) {
  const { data, info } = await sharp(picture)
    .resize(LOOK_AT, LOOK_AT, { fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, values: new Uint8ClampedArray(data) };
}
const hintOf = async (picture: Buffer) => cropHint(await greyOf(picture));

test('UP-04: a whole paper gets no hint, on a plain table and on a busy one, straight and askew', async () => {
  for (const table of TABLES)
    for (const [at, lying] of [{}, { turn: -8, width: 0.66, height: 0.68 }].entries()) {
      const picture = await onTable(table, lying, at + 1);
      assert.equal(await hintOf(picture), null, `${table} ${at}`);
      const lamp = at === 0 ? await shaded(picture, 1, 0.55) : await shaded(picture, 0.6, 1);
      assert.equal(await hintOf(lamp), null, `${table} ${at}, light from one side`);
    }
});

test('UP-04: nor does one that nearly fills the picture, on a board lighter than the rest of the table', async () => {
  for (const table of ['plain', 'lit', 'planks', 'cloth'] as const)
    assert.equal(await hintOf(await onTable(table, { width: 0.95, height: 0.95 }, 2)), null, table);
});

test('UP-04: a paper that runs out of the picture is told, on whichever side', async () => {
  const over: Lying[] = [
    { x: 0.3 },
    { x: 0.72, turn: 3 },
    { y: 0.3 },
    { y: 0.8, turn: -4 },
    { x: 0.3, y: 0.3 },
  ];
  for (const table of ['plain', 'cloth'] as const)
    for (const [at, lying] of over.entries())
      assert.equal(await hintOf(await onTable(table, lying, at + 1)), 'cut', `${table} ${at}`);
});

test('UP-04: a paper that fills too little of the picture is told, in the middle or beside it', async () => {
  for (const table of ['plain', 'lit', 'planks', 'cloth', 'things'] as const)
    for (const lying of [
      { width: 0.2, height: 0.25 },
      { width: 0.15, height: 0.3, turn: 20, x: 0.3 },
    ])
      assert.equal(await hintOf(await onTable(table, lying, 2)), 'far', table);
  assert.equal(await hintOf(await onTable('plain', { width: 0.45, height: 0.5 })), null, 'a fifth is enough');
});

test('UP-04: where it cannot tell it says nothing: a scan, a paper as light as its table, a paper with no print', async () => {
  const white = (body: Buffer) =>
    sharp(body).extend({ top: 80, bottom: 80, left: 80, right: 80, background: '#f4f1ea' });
  const print = await onTable('plain', { width: 1, height: 1 });
  assert.equal(await hintOf(print), null, 'no table');
  assert.equal(await hintOf(await white(print).png().toBuffer()), null, 'a scan');
  assert.equal(await hintOf(await onTable('plain', { x: 0.3 }, 1, '#85735f')), null, 'of one tone');
  const plate = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#5a4a3a' } })
    .composite([
      { input: { create: { width: 200, height: 200, channels: 3, background: '#fff' } }, left: 0, top: 200 },
    ])
    .png()
    .toBuffer();
  assert.equal(await hintOf(plate), null, 'a plate');
  assert.equal(cropHint({ width: 0, height: 0, values: new Uint8ClampedArray() }), null);
});

test('UP-04: it is one hint among the others, and a blurred picture has no outline to go by', async () => {
  const hintsOf = async (picture: Buffer) => qualityHints(await greyOf(picture), 1200);
  assert.deepEqual(await hintsOf(await onTable('plain', { x: 0.3 })), ['cut']);
  assert.deepEqual(await hintsOf(await onTable('plain', { width: 0.2, height: 0.25 })), ['far']);
  assert.deepEqual(await hintsOf(await blurred(await onTable('plain', { x: 0.3 }))), ['blurred']);
  assert.deepEqual(await hintsOf(paperPicture()), []);
});
