import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { openFence } from './fence.ts';
import { plainJpeg } from './plain-jpeg.ts';

const fence = await openFence();
after(() => fence.close());

describe('a picture through the fence', () => {
  test('a JPEG comes back as new, plain pixels of at most 2,000', async () => {
    const sent = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#2a6' } })
      .jpeg()
      .toBuffer();
    const { pages } = await fence.picture(Buffer.from(sent), 'paper');
    assert.deepEqual(
      pages.map(({ jpeg }) => plainJpeg(jpeg)),
      [{ width: 2000, height: 1000 }],
    );
  });

  test('what is no picture is refused before any decoder', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await assert.rejects(fence.picture(svg, 'paper'), { code: 'upload-not-a-picture' });
  });
});
