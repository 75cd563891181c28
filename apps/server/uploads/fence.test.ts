import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import sharp from 'sharp';
import { openFence } from './fence.ts';
import { LIMITS, type Want } from './limits.ts';
import { plainJpeg } from './plain-jpeg.ts';
import { exifGroups, hasExiftool } from './testing/exiftool.ts';
import { foreign, heics } from './testing/foreign.ts';
import { dirtyJpegs, pixels, withSegments } from './testing/jpeg.ts';
import { MARKER } from './testing/marker.ts';
import { dirtyPdfs, lockedPdf, pdf } from './testing/pdf.ts';
import { blankPng, chunk, dirtyPngs, PNG_SIGNATURE } from './testing/png.ts';
import type { Page } from './wire.ts';

const fence = await openFence();
after(() => fence.close());

/** Through the fence, and looked at: plain pixels alone, none of the bytes that were sent. */
async function redrawn(sent: Buffer, want: Want = 'paper'): Promise<Page[]> {
  const { pages } = await fence.picture(Buffer.from(sent), want);
  for (const { jpeg, width, height } of pages) {
    assert.deepEqual(plainJpeg(jpeg), { width, height });
    assert.ok(!Buffer.from(jpeg).includes(MARKER), 'no marker');
    assert.ok(!sent.includes(Buffer.from(jpeg)), 'not the bytes that were sent');
  }
  return pages;
}

async function refusal(sent: Buffer, want: Want = 'paper'): Promise<string> {
  try {
    await fence.picture(Buffer.from(sent), want);
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return 'taken';
}

const sizes = (pages: Page[]) => pages.map(({ width, height }) => [width, height]);

describe('PS-4.4: what comes beside the pixels ends at the fence', async () => {
  const dirty = { ...(await dirtyJpegs()), ...(await dirtyPngs()), ...dirtyPdfs };
  for (const [name, sent] of Object.entries(dirty))
    test(name, async () => {
      const carries = sent.includes(MARKER) || /packed/.test(name);
      assert.ok(carries, 'the file that is sent carries the marker');
      assert.equal((await redrawn(sent)).length, 1);
    });

  test('exiftool finds nothing but a JPEG', { skip: hasExiftool ? false : 'no exiftool here' }, async () => {
    for (const name of ['EXIF with a place, a maker and a serial number', 'XMP', 'PNG: text'])
      assert.ok(exifGroups(dirty[name] ?? Buffer.alloc(0)).length > 1, `${name}: it sees what is sent`);
    for (const [name, sent] of Object.entries(dirty))
      for (const { jpeg } of await redrawn(sent)) assert.deepEqual(exifGroups(jpeg), ['File'], name);
  });
});

describe('every kind of honest picture is taken', () => {
  const honest: Record<string, () => Promise<Buffer>> = {
    'a phone’s photo': () => pixels(4000, 3000).jpeg().toBuffer(),
    'a progressive JPEG': () => pixels(300, 200).jpeg({ progressive: true }).toBuffer(),
    'a grey JPEG': () => pixels(300, 200, 1).toColourspace('b-w').jpeg().toBuffer(),
    'a JPEG for print': () => pixels(300, 200).toColourspace('cmyk').jpeg().toBuffer(),
    'a PNG': () => pixels(300, 200).png().toBuffer(),
    'a PNG with few colours': () => pixels(300, 200).png({ palette: true, colours: 8 }).toBuffer(),
    'a PNG of 16 bits': () => pixels(300, 200).toColourspace('rgb16').png().toBuffer(),
    'a PNG that comes in passes': () => pixels(300, 200).png({ progressive: true }).toBuffer(),
    'a PNG of one bit': async () => blankPng(300, 200, { depth: 1 }),
    'a picture of one pixel': async () => blankPng(1, 1),
    'a screenshot as long as a receipt': async () => blankPng(400, 9000, { colour: 2 }),
  };
  for (const [name, make] of Object.entries(honest))
    test(name, async () => {
      const sent = await make();
      const { width = 0, height = 0 } = await sharp(sent).metadata();
      const shrink = Math.min(1, 2000 / Math.max(width, height));
      assert.deepEqual(sizes(await redrawn(sent)), [
        [Math.round(width * shrink), Math.round(height * shrink)],
      ]);
    });

  test('colours stay: a wide profile is brought to sRGB, not dropped', async () => {
    const red = { create: { width: 64, height: 64, channels: 3 as const, background: '#c83c28' } };
    const wide = await sharp(red).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer();
    const [page] = await redrawn(wide);
    const { channels } = await sharp(page?.jpeg).stats();
    const means = channels.map(({ mean }) => Math.round(mean));
    for (const [n, wanted] of [200, 60, 40].entries())
      assert.ok(Math.abs((means[n] ?? 0) - wanted) <= 6, `${means}`);
  });

  test('what is see-through stands on white', async () => {
    const clear = { create: { width: 64, height: 64, channels: 4 as const, background: '#00000000' } };
    const [page] = await redrawn(await sharp(clear).png().toBuffer());
    const { channels } = await sharp(page?.jpeg).stats();
    assert.deepEqual(
      channels.map(({ min }) => min),
      [255, 255, 255],
    );
  });

  test('a photo lying on its side stands up, whichever of the eight ways it lay', async () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const lying = await pixels(300, 200).jpeg().withMetadata({ orientation }).toBuffer();
      assert.deepEqual(
        sizes(await redrawn(lying)),
        [orientation < 5 ? [300, 200] : [200, 300]],
        `${orientation}`,
      );
    }
  });

  test('a face leaves at 1,200 at most, and comes as a picture', async () => {
    const photo = await pixels(1500, 3000).jpeg().toBuffer();
    assert.deepEqual(sizes(await redrawn(photo, 'face')), [[600, 1200]]);
    assert.equal(await refusal(pdf(), 'face'), 'upload-not-a-picture');
  });

  test('ten pages of a PDF, drawn on white with what is on them', async () => {
    const pages = await redrawn(pdf({ pages: 10 }));
    assert.deepEqual(
      sizes(pages),
      Array.from({ length: 10 }, () => [1545, 1999]),
    );
    const { channels } = await sharp(pages[9]?.jpeg).stats();
    assert.ok((channels[0]?.min ?? 255) < 10 && (channels[0]?.max ?? 0) === 255);
  });

  test('a PDF page of any size fits', async () => {
    for (const box of ['0 0 200000 100000', '0 0 20 10', '0 0 0 0', '-100 -100 100 300'])
      for (const { width, height } of await redrawn(pdf({ box })))
        assert.ok(width <= 2000 && height <= 2000, box);
  });
});

test('the corpus is as large as it was meant to be', async () => {
  const files = { ...foreign, ...heics, ...dirtyPdfs, ...(await dirtyJpegs()), ...(await dirtyPngs()) };
  assert.ok(Object.keys(files).length >= 60, `${Object.keys(files).length}`);
});

describe('what is no picture is refused by its first bytes, and named', () => {
  for (const [name, sent] of Object.entries(foreign))
    test(name, async () => assert.equal(await refusal(sent), 'upload-not-a-picture'));
  for (const [name, sent] of Object.entries(heics))
    test(`UP-03: ${name} gets its own way out`, async () => assert.equal(await refusal(sent), 'upload-heic'));
  test('UP-02: nothing at all', async () => assert.equal(await refusal(Buffer.alloc(0)), 'upload-empty'));
  test('UP-02: a byte more than 10 MB, in one piece or in many', async () => {
    const sent = Buffer.alloc(LIMITS.bytes + 1, 0xff);
    assert.equal(await refusal(sent), 'upload-too-big');
    const pieces = (async function* () {
      for (let n = 0; n < 100; n++) yield Buffer.alloc(200_000, 1);
    })();
    await assert.rejects(fence.picture(pieces, 'paper'), { code: 'upload-too-big' });
  });
});

describe('what is broken or too much is refused, and named', async () => {
  const photo = await pixels(600, 400).jpeg().toBuffer();
  const png = await pixels(600, 400).png().toBuffer();
  const at = (bytes: Buffer, place: number, value: number[]) => {
    const changed = Buffer.from(bytes);
    changed.set(value, place);
    return changed;
  };
  const frame = photo.indexOf(Buffer.from([0xff, 0xc0]));
  const cases: Record<string, [Buffer, string]> = {
    'a JPEG cut in half': [photo.subarray(0, photo.length / 2), 'upload-damaged'],
    'a JPEG without its last bytes': [photo.subarray(0, -40), 'upload-damaged'],
    'the start of a JPEG': [photo.subarray(0, 4), 'upload-damaged'],
    'a JPEG with noise in it': [
      at(
        photo,
        2000,
        Array.from({ length: 800 }, (_, n) => (n * 89) & 0xff),
      ),
      'upload-damaged',
    ],
    'a JPEG of no height': [at(photo, frame + 5, [0, 0]), 'upload-damaged'],
    'a JPEG that claims 65,500 × 65,500': [
      at(photo, frame + 5, [0xff, 0xdc, 0xff, 0xdc]),
      'upload-too-many-pixels',
    ],
    'a segment longer than the file': [withSegments(photo, [0xe1, 'x']).subarray(0, 6), 'upload-damaged'],
    'a PNG cut in half': [png.subarray(0, png.length / 2), 'upload-damaged'],
    'a PNG with a wrong sum': [at(png, png.length - 30, [0, 0, 0, 0]), 'upload-damaged'],
    'a PNG of no width': [blankPng(0, 10), 'upload-damaged'],
    'a PNG without pixels': [blankPng(100, 100, { data: false }), 'upload-damaged'],
    'a PNG that is only its end': [Buffer.concat([PNG_SIGNATURE, chunk('IEND')]), 'upload-damaged'],
    'a bomb of 14,000 × 14,000': [blankPng(14_000, 14_000, { depth: 1 }), 'upload-too-many-pixels'],
    'a PNG that claims two milliards by two milliards': [
      blankPng(0x7fffffff, 0x7fffffff, { data: false }),
      'upload-damaged',
    ],
    'a bomb within the pixels, past the memory': [
      blankPng(6300, 6300, { depth: 16, colour: 6, interlaced: true }),
      'upload-too-many-pixels',
    ],
    'a PDF cut in half': [pdf().subarray(0, 300), 'upload-damaged'],
    'a PDF that is only its name': [Buffer.from('%PDF-1.7\n'), 'upload-damaged'],
    'a PDF without pages': [pdf({ pages: 0 }), 'upload-damaged'],
    'a PDF with a password': [lockedPdf, 'upload-password'],
    'a PDF of eleven pages': [pdf({ pages: 11 }), 'upload-too-many-pages'],
    'a PDF of ten thousand pages': [pdf({ pages: 10_000 }), 'upload-too-many-pages'],
  };
  for (const [name, [sent, code]] of Object.entries(cases))
    test(name, async () => assert.equal(await refusal(sent), code));

  test('what was handed over is zeroed, taken or refused', async () => {
    for (const sent of [photo, Buffer.from('not a picture'), photo.subarray(0, 500)]) {
      const given = Buffer.from(sent);
      await fence.picture(given, 'paper').catch(() => {});
      assert.ok(given.every((byte) => byte === 0));
    }
  });
});
