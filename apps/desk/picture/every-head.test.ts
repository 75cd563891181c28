import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEADS } from '../../../tests/portrait/draw-portrait.ts';
import { cameraFrame } from '../../../tests/portrait/portrait-png.ts';
import { suggestCrop } from './suggest-crop.ts';

/** Where the drawn people have their brows and their chins, in dots of a camera picture 720 high. */
const BROWS = 290;
const CHIN = 515;
const MIDDLE = 640;

for (const head of HEADS)
  test(`the suggested frame holds the whole face: ${head}`, () => {
    for (const seed of ['one', 'two', 'three']) {
      const { width, height, rgba } = cameraFrame(`${head} ${seed}`, { head });
      const { frame } = suggestCrop({ width, height, data: new Uint8ClampedArray(rgba) });
      const bottom = frame.y + frame.height;
      assert.ok(frame.y < BROWS && bottom > CHIN, `${seed}: ${frame.y} to ${bottom}`);
      assert.ok(Math.abs(frame.x + frame.width / 2 - MIDDLE) < 40, `${seed}: face in the middle`);
      const share = (CHIN - BROWS) / frame.height;
      assert.ok(share > 0.25 && share < 0.6, `${seed}: the face takes ${share.toFixed(2)} of the height`);
    }
  });
