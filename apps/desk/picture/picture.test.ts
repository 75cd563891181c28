import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import fc from 'fast-check';
import sharp from 'sharp';
import { backgroundHint } from './background-hint.ts';
import { encodePng } from './encode-png.ts';
import { openFaceEncoder } from './face-encoder.ts';
import { blankPixels, type Pixels, wipe } from './pixels.ts';
import { cropPortrait, portraitAspect, shrinkPortrait } from './portrait.ts';
import { resample } from './resample.ts';
import { adjustFrame, suggestCrop } from './suggest-crop.ts';
import en from './words.en.json' with { type: 'json' };
import es from './words.es.json' with { type: 'json' };

type Colour = readonly [number, number, number];
type Shape = (x: number, y: number) => Colour | undefined;

function paint(width: number, height: number, background: Shape, ...shapes: Shape[]): Pixels {
  const image = blankPixels(width, height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let colour = background(x, y);
      for (const shape of shapes) colour = shape(x, y) ?? colour;
      image.data.set([...(colour ?? [0, 0, 0]), 255], (y * width + x) * 4);
    }
  return image;
}

const ellipse =
  (cx: number, cy: number, rx: number, ry: number, colour: Colour): Shape =>
  (x, y) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1 ? colour : undefined;
const box =
  (left: number, top: number, right: number, bottom: number, colour: Colour): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom ? colour : undefined;
const wall: Shape = () => [205, 208, 212];

/** A person at `cx` in a 640 × 480 picture: head 100 wide, 130 tall, neck, shoulders from y = 275. */
function person(cx: number, skin: Colour, hair: Colour): Pixels {
  return paint(
    640,
    480,
    wall,
    box(cx - 35, 200, cx + 35, 300, skin),
    ellipse(cx, 165, 50, 65, hair),
    ellipse(cx, 175, 42, 55, skin),
    box(cx - 130, 275, cx + 130, 480, [40, 60, 110]),
  );
}

const skins: readonly Colour[] = [
  [244, 214, 196],
  [198, 134, 96],
  [141, 85, 54],
  [60, 38, 28],
];
const hairs: readonly Colour[] = [
  [20, 18, 17],
  [120, 70, 30],
  [90, 90, 95],
  [150, 20, 40],
];

test('the crop follows the outline, whatever the skin and the hair', () => {
  for (const skin of skins)
    for (const hair of hairs) {
      const { frame, basis } = suggestCrop(person(380, skin, hair));
      assert.equal(basis, 'outline');
      assert.ok(Math.abs(frame.x + frame.width / 2 - 380) < 14, `middle ${frame.x + frame.width / 2}`);
      const crown = (100 - frame.y) / frame.height;
      const chin = (230 - frame.y) / frame.height;
      assert.ok(crown > 0.03 && crown < 0.15, `crown at ${crown}`);
      assert.ok(chin - crown > 0.6 && chin - crown < 0.8, `head ${chin - crown}`);
      assert.ok(Math.abs(frame.width / frame.height - portraitAspect) < 1e-9);
    }
});

test('a flowing cover, a turban and a hat are framed whole', () => {
  const face = ellipse(250, 190, 40, 52, [141, 85, 54]);
  for (const cover of [
    [ellipse(250, 260, 110, 190, [30, 30, 34])],
    [ellipse(250, 130, 85, 70, [190, 40, 60]), box(120, 290, 380, 480, [60, 60, 60])],
    [box(190, 60, 310, 140, [70, 40, 20]), box(120, 280, 380, 480, [60, 60, 60])],
  ]) {
    const image = paint(640, 480, wall, ...cover, face);
    const { frame, basis } = suggestCrop(image);
    assert.equal(basis, 'outline');
    assert.ok(frame.y <= 72, `the top of the cover is in the frame: ${frame.y}`);
    assert.ok(Math.abs(frame.x + frame.width / 2 - 250) < 25);
    assert.deepEqual(
      backgroundHint(cropPortrait(image, frame)).filter((one) => !one.includes('background')),
      [],
    );
  }
});

test('an unclear picture gets the largest frame in the middle', () => {
  let state = 1;
  const noise = paint(640, 480, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return [state >>> 24, (state >>> 16) & 255, (state >>> 8) & 255];
  });
  for (const image of [
    paint(640, 480, wall),
    paint(640, 480, (x) => (x < 320 ? [0, 0, 0] : [255, 255, 255])),
    noise,
  ])
    assert.deepEqual(suggestCrop(image), {
      basis: 'centre',
      frame: { x: (640 - 480 * portraitAspect) / 2, y: 0, width: 480 * portraitAspect, height: 480 },
    });
});

test('a frame never leaves the picture, however it is moved', () => {
  const image = person(60, [141, 85, 54], [20, 18, 17]);
  const step = fc.record({
    right: fc.double({ min: -2, max: 2, noNaN: true }),
    down: fc.double({ min: -2, max: 2, noNaN: true }),
    zoom: fc.double({ min: 0.2, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      let { frame } = suggestCrop(image);
      for (const one of steps) frame = adjustFrame(image, frame, one);
      assert.ok(frame.x >= -1e-6 && frame.y >= -1e-6);
      assert.ok(frame.x + frame.width <= 640 + 1e-6 && frame.y + frame.height <= 480 + 1e-6);
      assert.ok(Math.abs(frame.width / frame.height - portraitAspect) < 1e-9);
    }),
    { seed: 35 },
  );
});

test('resampling keeps flat colours, mixes light and agrees with a whole copy', () => {
  for (const value of [0, 1, 77, 128, 254, 255]) {
    const flat = resample(
      paint(50, 40, () => [value, value, value]),
      { x: 3.3, y: 2.1, width: 31.7, height: 30.2 },
      17,
      23,
    );
    assert.ok(
      flat.data.every((one, at) => (at % 4 === 3 ? one === 255 : one === value)),
      String(value),
    );
  }
  // Half black, half white is 188 in sRGB when light is mixed, 128 when stored values are.
  const checks = paint(64, 64, (x, y) => ((x + y) % 2 ? [255, 255, 255] : [0, 0, 0]));
  assert.ok(
    Math.abs((resample(checks, { x: 0, y: 0, width: 64, height: 64 }, 8, 8).data[4 * 36] ?? 0) - 188) <= 2,
  );
  const same = person(320, [141, 85, 54], [20, 18, 17]);
  assert.deepEqual(resample(same, { x: 0, y: 0, width: 640, height: 480 }, 640, 480).data, same.data);
});

test('the small face loses its strip at the bottom', () => {
  const marked = paint(413, 531, wall, box(0, 0, 413, 6, [255, 0, 0]), box(0, 525, 413, 531, [0, 0, 255]));
  const small = shrinkPortrait(marked, 96, 120);
  assert.ok((small.data[0] ?? 0) > 200 && (small.data[1] ?? 0) < 100, 'top is there');
  assert.ok((small.data[119 * 96 * 4] ?? 0) > 150, 'bottom is cut');
});

test('advice tells what is wrong and only that', () => {
  const portrait = (background: Shape, change: (value: number) => number = (value) => value) => {
    const image = paint(
      413,
      531,
      background,
      ellipse(206, 230, 110, 150, [141, 85, 54]),
      box(60, 400, 350, 531, [40, 60, 110]),
      box(150, 200, 180, 210, [20, 20, 20]),
    );
    for (const [at, value] of image.data.entries()) if (at % 4 !== 3) image.data[at] = change(value);
    return image;
  };
  assert.deepEqual(backgroundHint(portrait(wall)), []);
  assert.deepEqual(backgroundHint(portrait((x) => (x % 40 < 20 ? [230, 230, 230] : [120, 120, 120]))), [
    'picture-background-uneven',
  ]);
  assert.deepEqual(backgroundHint(portrait((x) => (x < 206 ? [150, 150, 150] : [220, 220, 220]))), [
    'picture-background-shadow',
  ]);
  assert.deepEqual(backgroundHint(portrait((x) => (x > 150 && x < 260 ? [180, 180, 180] : [40, 40, 40]))), [
    'picture-background-dark',
  ]);
  assert.deepEqual(backgroundHint(portrait(wall, (value) => value / 3)), ['picture-too-dark']);
  assert.ok(backgroundHint(portrait(wall, (value) => value * 3)).includes('picture-too-bright'));
  const sharp = portrait(wall);
  const blurred = resample(
    resample(sharp, { x: 0, y: 0, width: 413, height: 531 }, 20, 26),
    { x: 0, y: 0, width: 20, height: 26 },
    413,
    531,
  );
  assert.deepEqual(backgroundHint(blurred), ['picture-blurred']);
});

test('light is judged without the skin', () => {
  for (const skin of skins) {
    const image = person(320, skin, [20, 18, 17]);
    assert.deepEqual(backgroundHint(cropPortrait(image, suggestCrop(image).frame)), [], String(skin));
  }
});

test('PNG: another decoder gives the same pixels, and the same pixels give the same bytes', async () => {
  const image = resample(
    person(320, [141, 85, 54], [20, 18, 17]),
    { x: 100, y: 50, width: 333, height: 299 },
    131,
    97,
  );
  const png = encodePng(image);
  assert.deepEqual(encodePng(image), png);
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [131, 97]);
  assert.ok(Buffer.from(image.data).equals(data));
});

const wasm = readFileSync(
  createRequire(join(import.meta.dirname, 'x.ts')).resolve('@jsquash/avif/codec/enc/avif_enc.wasm'),
);

test('AVIF: a still picture of the size asked for, smaller with less quality', async () => {
  const encoder = await openFaceEncoder(wasm);
  const image = person(320, [141, 85, 54], [20, 18, 17]);
  const portrait = cropPortrait(image, suggestCrop(image).frame);
  const sizes = [];
  for (const quality of [60, 20, 1]) {
    const face = await encoder.encode(portrait, 96, 120, quality);
    const { width, height, format, hasAlpha } = await sharp(face).metadata();
    assert.deepEqual([width, height, format, hasAlpha], [96, 120, 'heif', false]);
    assert.equal(Buffer.from(face.subarray(4, 12)).toString(), 'ftypavif');
    sizes.push(face.length);
  }
  assert.ok((sizes[0] ?? 0) > (sizes[1] ?? 0) && (sizes[1] ?? 0) > (sizes[2] ?? 0), String(sizes));
});

test('AVIF: an encoder that is none is refused by code', async () => {
  await assert.rejects(openFaceEncoder(Uint8Array.of(0, 1, 2)), { code: 'picture-encoder-unusable' });
});

const samples = process.env.COMMONKEY_SAMPLES;
test('sample portraits: about 650 bytes each, no advice, framed by outline', {
  skip: samples === undefined && 'COMMONKEY_SAMPLES is not set',
}, async () => {
  const encoder = await openFaceEncoder(wasm);
  for (const number of [1, 2, 3, 4]) {
    const { data, info } = await sharp(join(samples ?? '', `portraits/portrait-${number}.png`))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const portrait = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
    assert.deepEqual(backgroundHint(portrait), []);
    assert.equal(suggestCrop(portrait).basis, 'outline');
    const face = await encoder.encode(portrait, 96, 120, 20);
    assert.ok(face.length > 500 && face.length < 800, `${face.length} bytes`);
  }
});

test('wipe leaves zeros', () => {
  const image = person(320, [141, 85, 54], [20, 18, 17]);
  wipe(image);
  assert.ok(image.data.every((one) => one === 0));
});

test('every advice and fault has its sentence in both languages', () =>
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []));
