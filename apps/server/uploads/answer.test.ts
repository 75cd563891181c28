import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { readAnswer } from './answer.ts';
import { plainJpeg } from './plain-jpeg.ts';
import { dirtyJpegs, pixels, withSegments } from './testing/jpeg.ts';
import type { Task } from './wire.ts';

const size = { width: 300, height: 200 };
const plain = await pixels(300, 200).jpeg().toBuffer();
const paper: Task = { kind: 'jpeg', want: 'paper' };

describe('a JPEG is plain', () => {
  test('when it is pixels and nothing else, baseline or progressive, grey or coloured', async () => {
    assert.deepEqual(plainJpeg(plain), size);
    assert.deepEqual(plainJpeg(await pixels(300, 200).jpeg({ progressive: true }).toBuffer()), size);
    assert.deepEqual(plainJpeg(await pixels(300, 200, 1).toColourspace('b-w').jpeg().toBuffer()), size);
    const jfif = withSegments(plain, [0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')]);
    assert.deepEqual(plainJpeg(jfif), size);
  });

  test('and not with anything beside them', async () => {
    for (const [name, dirty] of Object.entries(await dirtyJpegs()))
      assert.equal(plainJpeg(dirty), null, name);
    const others: Record<string, Buffer> = {
      nothing: Buffer.alloc(0),
      'a PNG': await pixels(300, 200).png().toBuffer(),
      'a byte behind its end': Buffer.concat([plain, Buffer.from([0])]),
      'a JFIF header that is not first': withSegments(
        plain,
        [0xdd, Buffer.from([0, 0])],
        [0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')],
      ),
      'a JFIF header with a thumbnail': withSegments(plain, [
        0xe0,
        Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc', 'latin1'),
      ]),
      'a comment between its scans': Buffer.concat([
        plain.subarray(0, -2),
        Buffer.from([0xff, 0xfe, 0, 6, 97, 98, 99, 100]),
        plain.subarray(-2),
      ]),
      'two frames': withSegments(plain, [0xc0, Buffer.from([8, 0, 9, 0, 9, 1, 1, 0x11, 0])]),
    };
    for (const [name, other] of Object.entries(others)) assert.equal(plainJpeg(other), null, name);
  });

  test('and not when it is cut short, wherever', () => {
    for (let length = 0; length < plain.length; length += 7)
      assert.equal(plainJpeg(plain.subarray(0, length)), null, `${length}`);
  });
});

describe('what a child says is believed only so far', () => {
  const said = (line: unknown, ...pages: Buffer[]) =>
    Buffer.concat([Buffer.from(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`), ...pages]);
  const page = { ...size, bytes: plain.length };
  const code = (bytes: Buffer, task = paper) => {
    try {
      return readAnswer(bytes, task).length;
    } catch (error) {
      if (isFault(error)) return error.code;
      throw error;
    }
  };

  test('pages within the sizes asked for, and refusals from the list', () => {
    assert.equal(code(said({ pages: [page] }, plain)), 1);
    assert.equal(code(said({ pages: [page, page] }, plain, plain)), 2);
    assert.equal(code(said({ fault: 'upload-password' })), 'upload-password');
  });

  test('and nothing else', async () => {
    const large = await pixels(1300, 100).jpeg().toBuffer();
    const eleven = Array.from({ length: 11 }, () => page);
    const dirty = withSegments(plain, [0xfe, 'hello']);
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('{"pages"'),
      said('no JSON'),
      said({ fault: 'upload-none-such' }),
      said({ fault: 'toString' }),
      said({ pages: [] }),
      said({ pages: eleven }, ...eleven.map(() => plain)),
      said({ pages: [page], more: 1 }, plain),
      said({ pages: [page] }, plain.subarray(1)),
      said({ pages: [page] }, plain, Buffer.from('x')),
      said({ pages: [{ ...page, width: 301 }] }, plain),
      said({ pages: [{ ...page, bytes: -1 }] }, plain),
      said({ pages: [{ ...size, bytes: dirty.length }] }, dirty),
      said({ pages: [{ ...size, bytes: 4 }] }, Buffer.from('html')),
    ])
      assert.equal(code(bytes), 'upload-failed', String(bytes.subarray(0, 60)));
    const face = said({ pages: [{ width: 1300, height: 100, bytes: large.length }] }, large);
    assert.deepEqual([code(face), code(face, { kind: 'jpeg', want: 'face' })], [1, 'upload-failed']);
  });
});
