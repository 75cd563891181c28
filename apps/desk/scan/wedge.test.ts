import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifyScan, openWedge } from './wedge.ts';

const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';

/** Types `text`, then Enter, a key every `gap(at)` ms, and returns every scan recognised. */
function type(text: string, gap: (at: number) => number, wedge = openWedge(), from = 0): string[] {
  const scans: string[] = [];
  let time = from;
  for (const [at, character] of [...`${text}\n`].entries()) {
    time += gap(at);
    // A scanner presses Shift for capitals; that is no pause and no character.
    if (/[A-Z<]/.test(character)) wedge.press({ key: 'Shift', time });
    const scan = wedge.press({ key: character === '\n' ? 'Enter' : character, time });
    if (scan !== undefined) scans.push(scan);
  }
  return scans;
}

test('CL-02: a fast text with Enter is a scan, whatever it holds', () => {
  const base45 = fc.string({
    unit: fc.constantFrom(...'0123456789ABCXYZ $%*+-./:'),
    minLength: 100,
    maxLength: 2000,
  });
  fc.assert(
    fc.property(base45, fc.integer({ min: 0, max: 45 }), (text, gap) => {
      assert.deepEqual(
        type(text, () => gap),
        [text],
      );
      assert.notEqual(classifyScan(text), 'zone');
    }),
    { seed: 45 },
  );
});

test('what a person types is never a scan, however long', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.array(fc.integer({ min: 46, max: 900 }), { minLength: 1 }),
      (text, gaps) =>
        assert.deepEqual(
          type(text.replaceAll('\n', ''), (at) => gaps[at % gaps.length] ?? 100),
          [],
        ),
    ),
    { seed: 45 },
  );
});

test('lines of a zone come together', () => {
  for (const zone of [td1, td3])
    assert.deepEqual(
      type(zone, () => 3),
      [zone],
    );
});

test('typing before a scan is not part of it, and a scan leaves nothing for the next', () => {
  const wedge = openWedge();
  for (const [at, key] of [...'Anna'].entries()) wedge.press({ key, time: at * 150 });
  assert.deepEqual(
    type('29876543210123', () => 2, wedge, 5000),
    ['29876543210123'],
  );
  assert.deepEqual(
    type('21234000123454', () => 2, wedge, 9000),
    ['21234000123454'],
  );
});

test('a few fast characters are a nimble person', () => {
  assert.deepEqual(
    type('yes', () => 20),
    [],
  );
});

test('scans are told apart', () => {
  assert.equal(classifyScan(td1), 'zone');
  assert.equal(classifyScan(td3.replace('\n', '')), 'zone');
  assert.equal(classifyScan('21234000123454'), 'barcode');
  assert.equal(classifyScan('A21234000123454B'), 'barcode');
  assert.equal(classifyScan('6BF'.repeat(200)), 'card');
  assert.equal(classifyScan('6bf'.repeat(200)), 'unknown');
  assert.equal(classifyScan('hello world'), 'unknown');
});
