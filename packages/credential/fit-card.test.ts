// The face shrinks until the whole QR fits a 32 mm square, in the worst case too, on real AVIF bytes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import {
  type CardClaims,
  decodeCard,
  FACE_SIZES,
  fitCard,
  fitQr,
  MOST_MODULES,
  qrModules,
  signCard,
  verifyCard,
} from './index.ts';
import { type City, claimsOf, LIST, NOON, newCity } from './testing/city.ts';

let city: City;
before(async () => {
  city = await newCity();
});

type Encode = (width: number, height: number, quality: number) => Promise<Uint8Array>;
const encoder = (picture: Buffer): Encode => {
  return async (width, height, quality) =>
    new Uint8Array(
      await sharp(picture)
        .resize(width, height)
        .flatten()
        .avif({ quality, effort: 4, chromaSubsampling: '4:2:0' })
        .toBuffer(),
    );
};

const SIXTY = 'Nguyễn-Phước Thị Hồng Hạnh Trần Đặng Quỳnh Như Ngô Bảo Ngọcc';
const WORST: Partial<CardClaims> = {
  name: SIXTY,
  secondName: '阮福氏紅幸陳鄧瓊如吳寶玉阮福氏紅幸陳鄧瓊如吳寶玉阮福氏紅',
  secondLanguage: 'zho',
  status: { uri: `${LIST}00`, idx: 104_857 },
};

async function fitsAndScans(picture: Buffer, change: Partial<CardClaims>): Promise<number> {
  const fitted = await fitCard(claimsOf(city, change), city.form, { encodeFace: encoder(picture) });
  const text = await signCard(fitted.claims, city.form);
  const { modules } = fitQr(text);
  assert.ok(modules <= MOST_MODULES, `${modules} modules`);
  assert.ok((modules + 8) * 3 <= Math.floor((32 / 25.4) * 300), 'three dots a module within 32 mm');
  assert.equal(scan(text), text);
  assert.deepEqual(decodeCard(text).face, { bytes: fitted.claims.face, format: 'avif' });
  return fitted.size?.width ?? 0;
}

/** Prints the code at three dots a module with its quiet zone and reads it back. */
function scan(text: string): string {
  const modules = qrModules(text);
  const side = (modules.length + 8) * 3;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dot = 0; dot < 9; dot++) {
        const at = ((y + 4) * 3 + Math.floor(dot / 3)) * side + (x + 4) * 3 + (dot % 3);
        data.set([0, 0, 0], at * 4);
      }
    });
  });
  return decodeQR({ data, width: side, height: side });
}

test('a drawn portrait: full size with a usual name, smaller in the worst case', async () => {
  assert.equal([...SIXTY].length, 60);
  const picture = await drawnPortrait();
  const usual = await fitsAndScans(picture, {});
  const worst = await fitsAndScans(picture, WORST);
  assert.ok(usual >= worst && worst >= 32, `${usual} and ${worst}`);
});

const samples = process.env.COMMONKEY_SAMPLES;
test('the sample portraits', { skip: samples === undefined && 'COMMONKEY_SAMPLES is unset' }, async () => {
  const folder = join(samples ?? '', 'portraits');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.png'))) {
    const picture = readFileSync(join(folder, file));
    const usual = await fitsAndScans(picture, {});
    const worst = await fitsAndScans(picture, WORST);
    assert.ok(usual >= 96, `${file}: ${usual}`);
    assert.ok(worst >= 48, `${file}: ${worst}`);
  }
});

/** A gradient with a head, shoulders and noise: about as hard to compress as a photograph. */
async function drawnPortrait(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="413" height="531">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#9fb4c7"/><stop offset="1" stop-color="#e8e2d4"/></linearGradient>
    <radialGradient id="f"><stop stop-color="#d9a47a"/><stop offset="1" stop-color="#9a6544"/></radialGradient></defs>
    <rect width="413" height="531" fill="url(#g)"/><ellipse cx="206" cy="520" rx="190" ry="150" fill="#27415f"/>
    <ellipse cx="206" cy="235" rx="105" ry="140" fill="url(#f)"/><path d="M98 210a108 150 0 0 1 216 0q-60-90-216 0" fill="#2b1d14"/>
    <circle cx="165" cy="225" r="11"/><circle cx="247" cy="225" r="11"/><path d="M165 305q41 30 82 0" stroke="#7a2f2f" stroke-width="9" fill="none"/></svg>`;
  const noise = {
    width: 413,
    height: 531,
    channels: 3,
    noise: { type: 'gaussian', mean: 128, sigma: 12 },
    background: 'black',
  } as const;
  const grain = await sharp({ create: noise }).png().toBuffer();
  return sharp(Buffer.from(svg))
    .composite([{ input: grain, blend: 'soft-light' }])
    .png()
    .toBuffer();
}

test('fitting signs nothing, and the sizes run from large to small', async () => {
  let signatures = 0;
  const desk = {
    ...city.desk,
    sign: (data: Uint8Array) => {
      signatures++;
      return city.desk.sign(data);
    },
  };
  await fitCard(claimsOf(city), { ...city.form, desk } as typeof city.form);
  assert.equal(signatures, 0);
  const areas = FACE_SIZES.map((size) => size.width * size.height);
  assert.deepEqual(
    areas,
    areas.toSorted((a, b) => b - a),
  );
});

test('what fits unsigned fits signed, whatever the signature: the estimate is never short', async () => {
  const bare = await fitCard(claimsOf(city), city.form);
  for (let i = 0; i < 60; i++) {
    const text = await signCard(claimsOf(city), city.form);
    assert.ok(fitQr(text).modules <= bare.modules);
    const { verdict } = await verifyCard(text, city.trust, [city.token], NOON);
    assert.equal(verdict, 'valid');
  }
});

test('what cannot fit is said, not cut', async () => {
  const options = { mostModules: 41 };
  await assert.rejects(
    fitCard(claimsOf(city), city.form, options),
    (e) => isFault(e) && e.code === 'qr-does-not-fit',
  );
  assert.throws(
    () => qrModules('A'.repeat(4000)),
    (e) => isFault(e) && e.code === 'qr-does-not-fit',
  );
});
