import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFaceEncoder } from '../picture/face-encoder.ts';
import { drawnPortrait } from '../practice/drawn-portrait.ts';
import { avifWasm } from '../testing/proposed.ts';
import { portraitOf } from './portrait.ts';

test('an encoder that could not be had is asked for again, and one that could be is asked for each face once', async () => {
  let asked = 0;
  const portrait = portraitOf(drawnPortrait(), () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new TypeError('Failed to fetch')) : openFaceEncoder(avifWasm());
  });
  await assert.rejects(portrait.face(32, 40, 14), TypeError);
  const face = await portrait.face(32, 40, 14);
  assert.equal(Buffer.from(face.subarray(4, 12)).toString('latin1'), 'ftypavif');
  assert.equal(await portrait.face(32, 40, 14), face);
  assert.equal(asked, 2);
  portrait.wipe();
  await Promise.resolve();
  assert.ok(face.every((byte) => byte === 0));
});
