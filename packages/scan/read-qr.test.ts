import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Fault } from '@commonkey/words';
import { largestPicture, readQr, type Wasm } from './index.ts';
import { photograph, type Shot, seeded } from './testing/pictures.ts';
import { readWithZxing } from './with-zxing.ts';

const wasm: Wasm = new Uint8Array(
  readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))),
);

const base45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** Alphanumeric characters that a symbol of the version holds at level M (ISO/IEC 18004 table 7). */
const capacity: Record<number, number> = { 10: 311, 13: 483, 16: 656, 20: 970, 23: 1248, 25: 1451 };

function cardText(version: number): string {
  const random = seeded(version);
  const length = (capacity[version] ?? 0) - 3;
  return Array.from({ length }, () => base45[Math.floor(random() * 45)]).join('');
}

const versions = Object.keys(capacity).map(Number);

describe('readQr finds the code at three pixels a module', () => {
  const shots: Record<string, Shot> = {
    straight: {},
    rotated: { degrees: 7 },
    'upside down': { degrees: 180 },
    blurred: { blur: 0.8 },
    noisy: { noise: 20, seed: 7 },
    'in uneven light': { light: [0.35, 1] },
    'by a hand-held camera': { degrees: -6, blur: 0.7, noise: 10, seed: 11, light: [0.6, 1] },
  };
  for (const [name, shot] of Object.entries(shots)) {
    test(`${name}, versions ${versions.join(', ')}`, async () => {
      for (const version of versions) {
        const text = cardText(version);
        assert.equal(await readQr(photograph(text, { ...shot, version }), wasm), text, `version ${version}`);
      }
    });
  }
});

describe('readQr where WebAssembly cannot run', () => {
  test('reads by the plain JavaScript reader', async () => {
    for (const version of versions) {
      const text = cardText(version);
      assert.equal(
        await readQr(photograph(text, { version, pixelsPerModule: 4, degrees: 4, noise: 8 })),
        text,
      );
    }
  });

  test('falls back when the bytes are no WebAssembly', async () => {
    const text = cardText(13);
    const broken = new Uint8Array([0, 97, 115, 109, 9, 9, 9, 9]);
    assert.equal(await readQr(photograph(text, { version: 13, pixelsPerModule: 4 }), broken), text);
    assert.equal(
      await readQr(photograph(text, { version: 13 }), wasm),
      text,
      'a good reader still starts afterwards',
    );
  });
});

describe('readQr and pictures as they come', () => {
  test('finds a small code in a twelve-megapixel photo', async () => {
    const text = cardText(23);
    const photo = photograph(text, { version: 23, degrees: 3, frame: { width: 4000, height: 3000 } });
    assert.equal(await readQr(photo, wasm), text);
  });

  test('reads a camera frame', async () => {
    const text = cardText(25);
    const frame = photograph(text, {
      version: 25,
      degrees: 2,
      noise: 6,
      frame: { width: 1280, height: 720 },
    });
    assert.equal(await readQr(frame, wasm, { patience: 'frame' }), text);
  });

  test('says null, not an error, when there is nothing to read', async () => {
    const random = seeded(3);
    const data = Uint8ClampedArray.from({ length: 320 * 240 * 4 }, () => random() * 256);
    for (const patience of ['frame', 'picture'] as const) {
      assert.equal(await readQr({ data, width: 320, height: 240 }, wasm, { patience }), null);
      assert.equal(await readQr({ data, width: 320, height: 240 }, undefined, { patience }), null);
    }
    assert.equal(await readQr({ data: new Uint8Array(4), width: 1, height: 1 }, wasm), null);
  });

  test('says null when too much of the code is gone', async () => {
    const photo = photograph(cardText(20), { version: 20 });
    const data = Uint8ClampedArray.from(photo.data);
    data.fill(255, data.length / 2);
    assert.equal(await readQr({ ...photo, data }, wasm), null);
  });

  test('refuses an oversized picture before it looks at a byte of it', async () => {
    const image = { data: new Uint8ClampedArray(0), width: 10_000, height: 10_000 };
    await assert.rejects(
      readQr(image, wasm),
      (error) =>
        error instanceof Fault &&
        error.code === 'scan-picture-too-large' &&
        error.params.pixels === 100_000_000 &&
        error.params.limit === largestPicture,
    );
  });

  test('refuses pixels that do not fit their size', async () => {
    for (const [width, height, length] of [
      [10, 10, 399],
      [10, 10, 404],
      [0, 10, 0],
      [2.5, 2, 20],
      [Number.NaN, 1, 4],
    ] as const) {
      await assert.rejects(
        readQr({ data: new Uint8ClampedArray(length), width, height }, wasm),
        (error) => error instanceof Fault && error.code === 'scan-picture-malformed',
      );
    }
  });
});

test('the WebAssembly reader answers itself, the fallback does not hide a dead one', async () => {
  const text = cardText(25);
  const image = photograph(text, { version: 25, blur: 0.7, noise: 10 });
  assert.equal(await readWithZxing(image, wasm, 'picture'), text);
  assert.equal(await readWithZxing(image, new Uint8Array(8), 'picture'), undefined);
});
