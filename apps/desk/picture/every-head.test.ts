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

for (const slope of [0.5, 0.7, 0.9, 1.2])
  test(`a cover that widens little by little leaves the frame in the centre: slope ${slope}`, () => {
    const [width, height, crown] = [640, 480, 60];
    const data = new Uint8ClampedArray(width * height * 4).fill(225);
    for (let y = crown; y < height; y++)
      for (let x = 0; x < width; x++)
        if (Math.abs(x - width / 2) < (y - crown) * slope) data.set([70, 40, 90, 255], (y * width + x) * 4);
    assert.equal(suggestCrop({ width, height, data }).basis, 'centre');
  });
