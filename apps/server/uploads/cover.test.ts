import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import sharp from 'sharp';
import { openFence } from './fence.ts';
import { plainJpeg } from './plain-jpeg.ts';
import { exifGroups, hasExiftool } from './testing/exiftool.ts';
import { dirtyJpegs } from './testing/jpeg.ts';
import { MARKER } from './testing/marker.ts';
import { dirtyPdfs } from './testing/pdf.ts';
import { dirtyPngs } from './testing/png.ts';
import type { Part } from './wire.ts';

const fence = await openFence();
after(() => fence.close());

const SOME: readonly Part[] = [
  { left: 0.1, top: 0.2, width: 0.33, height: 0.07 },
  { left: 0.6, top: 0.5, width: 0.4, height: 0.5 },
];

/** Every pixel under a part, and how dark the lightest and darkest of the page are. */
async function seen(jpeg: Uint8Array, parts: readonly Part[]) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const under = new Set<number>();
  for (const { left, top, width, height } of parts)
    for (let y = Math.floor(top * info.height); y < Math.ceil((top + height) * info.height - 1e-9); y += 1)
      for (let x = Math.floor(left * info.width); x < Math.ceil((left + width) * info.width - 1e-9); x += 1)
        for (let c = 0; c < info.channels; c += 1)
          under.add(data[(y * info.width + x) * info.channels + c] ?? -1);
  return { under, lightest: Math.max(...new Set(data)) };
}

describe('a page with parts of it black', async () => {
  const sent = { ...(await dirtyJpegs()), ...(await dirtyPngs()), ...dirtyPdfs };
  for (const [name, document] of Object.entries(sent))
    test(`${name}: black under each part to the last pixel, and nothing beside the pixels`, async () => {
      const { pages } = await fence.picture(Buffer.from(document), 'paper');
      for (const page of pages) {
        const before = Buffer.from(page.jpeg);
        const { jpeg, width, height } = await fence.cover(page.jpeg, SOME);
        assert.deepEqual([width, height], [page.width, page.height]);
        assert.deepEqual(plainJpeg(jpeg), { width, height });
        assert.ok(!Buffer.from(jpeg).includes(MARKER));
        assert.notDeepEqual(Buffer.from(jpeg), before);
        assert.ok(
          page.jpeg.every((byte) => byte === 0),
          'the page before is wiped',
        );
        const { under, lightest } = await seen(jpeg, SOME);
        assert.deepEqual([...under], [0]);
        assert.ok(lightest > 40, 'and the rest is still there');
        if (hasExiftool) assert.deepEqual(exifGroups(jpeg), ['File']);
      }
    });

  test('two pages that differ only under a part come out as the same bytes', async () => {
    const side = fc.integer({ min: 40, max: 200 });
    const share = fc.double({ min: 0, max: 0.6, noNaN: true });
    const size = fc.double({ min: 0.02, max: 0.4, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        share,
        share,
        size,
        size,
        fc.integer(),
        async (w, h, l, t, pw, ph, seed) => {
          const part = { left: l, top: t, width: pw, height: ph };
          const page = (ink: number) => {
            const raw = Buffer.alloc(w * h * 3);
            for (let n = 0; n < raw.length; n += 1) raw[n] = (n * 31 + seed) ^ (n >> 5);
            for (let y = Math.ceil(t * h); y < Math.floor((t + ph) * h); y += 1)
              for (let x = Math.ceil(l * w); x < Math.floor((l + pw) * w); x += 1)
                for (let c = 0; c < 3; c += 1) raw[(y * w + x) * 3 + c] = (x * ink + y * c * ink) & 0xff;
            return sharp(raw, { raw: { width: w, height: h, channels: 3 } })
              .png()
              .toBuffer();
          };
          const [one, other] = await Promise.all(
            [7, 101].map(async (ink) => {
              const { pages } = await fence.picture(await page(ink), 'paper');
              return fence.cover(pages[0]?.jpeg ?? new Uint8Array(), [part]);
            }),
          );
          assert.deepEqual(one, other);
        },
      ),
      { numRuns: 8, seed: 55, endOnFailure: true },
    );
  });

  test('nothing but a page from the fence is taken: what cannot be covered does not come back as it is', async () => {
    const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const [dirty = Buffer.alloc(0)] = Object.values(await dirtyJpegs());
    for (const document of [png, Buffer.from(dirty), Buffer.from('%PDF-1.7')])
      await assert.rejects(
        fence.cover(document, SOME),
        (error) => isFault(error) && error.code === 'upload-not-a-picture',
      );
  });

  test('a page without parts is drawn anew as well', async () => {
    const white = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const { pages } = await fence.picture(white, 'paper');
    const { jpeg } = await fence.cover(pages[0]?.jpeg ?? new Uint8Array(), []);
    assert.equal((await sharp(jpeg).metadata()).space, 'b-w');
  });
});
