import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { pickUpText, readPickUp } from './index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

test('a sheet reads back whole, also in small letters and with blanks', () => {
  fc.assert(
    fc.property(bytes(16), bytes(32), (id, share) => {
      const text = pickUpText({ record: hex(id), share });
      assert.match(text, /^[0-9A-Z]{81}$/);
      const spaced = ` ${text
        .toLowerCase()
        .match(/.{1,7}/g)
        ?.join(' ')}\n`;
      const read = readPickUp(spaced);
      assert.equal(read.record, hex(id));
      assert.deepEqual(hex(read.share), hex(share));
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('what is no sheet is refused: another code, a letter short, a letter that does not exist', () => {
  const good = pickUpText({ record: '0'.repeat(32), share: new Uint8Array(32).fill(255) });
  const unreadable = (error: unknown) => isFault(error) && error.code === 'pick-up-unreadable';
  for (const text of ['', 'HC1:ABC', good.slice(1), good.slice(0, -1), `${good}0`, good.replace(/.$/, 'U')])
    assert.throws(() => readPickUp(text), unreadable, text);
  assert.throws(() => pickUpText({ record: 'ab', share: new Uint8Array(32) }), unreadable);
});
