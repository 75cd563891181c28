import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBudget } from './budget.ts';
import { LIMITS, MEBIBYTE } from './limits.ts';
import { createParts, KEPT_MINUTES, LARGEST_PART, LEAST_PART, type Part } from './parts.ts';

const KIB = 1024;
const [COOKIE, OTHER] = ['a-cookie', 'another-cookie'];
const name = (n: number) => n.toString(16).padStart(32, '0');
const picture = (bytes: number, seed = 1) =>
  Buffer.from(Array.from({ length: bytes }, (_, n) => (n * 31 + seed) & 0xff));

function shelf({ budget = createBudget() } = {}) {
  let time = Date.parse('2026-11-22T12:00:00Z');
  let drawn = 0;
  const random = (size: number) => new Uint8Array(size).map((_, n) => (n + 7 * ++drawn) & 0xff);
  const parts = createParts({ clock: { now: () => new Date(time) }, random, budget });
  const add = (part: Partial<Part>, bytes: Uint8Array, cookie = COOKIE) =>
    parts.add(cookie, { upload: name(1), from: 0, total: bytes.length, ...part }, Buffer.from(bytes));
  /** Everything from a place on, in parts of 64 KiB. */
  const rest = (whole: Buffer, from = 0, upload = name(1), cookie = COOKIE) => {
    for (let at = from; at < whole.length; at += 64 * KIB)
      add({ upload, from: at, total: whole.length }, whole.subarray(at, at + 64 * KIB), cookie);
  };
  const take = (upload = name(1), cookie = COOKIE) => parts.take(cookie, upload, () => {});
  return { parts, add, rest, take, pass: (ms: number) => (time += ms), budget };
}
const GONE = { code: 'upload-parts-gone' };
const MALFORMED = { code: 'request-malformed' };
const minutes = (n: number) => n * 60_000;

describe('UP-06: a file in parts', () => {
  test('is what it was, and what was handed over is zeroed', async () => {
    const { parts, rest, take } = shelf();
    const whole = picture(200 * KIB);
    rest(whole);
    const found = await take();
    assert.ok('document' in found && found.document.equals(whole));
    const given = picture(64 * KIB);
    parts.add(COOKIE, { upload: name(2), from: 0, total: 128 * KIB }, given);
    assert.ok(given.every((byte) => byte === 0));
  });

  test('F-10: a part that comes again, or too early, changes nothing and hears what is here', async () => {
    const { parts, add, rest, take } = shelf();
    const whole = picture(200 * KIB);
    const first = whole.subarray(0, 64 * KIB);
    assert.equal(add({ total: whole.length }, first), 64 * KIB);
    const { bytes } = parts.held();
    assert.equal(add({ total: whole.length }, picture(64 * KIB, 9)), 64 * KIB, 'the same place, other bytes');
    assert.equal(add({ from: 128 * KIB, total: whole.length }, whole.subarray(128 * KIB)), 64 * KIB);
    assert.equal(add({ from: 32 * KIB, total: whole.length }, first), 64 * KIB);
    assert.equal(parts.held().bytes, bytes);
    await assert.rejects(take(), GONE, 'what is not whole is not taken');
    rest(whole, 64 * KIB);
    const found = await take();
    assert.ok('document' in found && found.document.equals(whole), 'the first bytes of a place count');
  });

  test('what waits is told to its page and its session alone, until it is taken, thrown away or forgotten', async () => {
    const { parts, add, rest, take, pass } = shelf();
    const whole = picture(200 * KIB);
    const begun = { total: whole.length, at: '/apply/face' };
    const waits = (at = '/apply/face', cookie = COOKIE) => parts.waits(cookie, at);
    assert.equal(waits(), false);
    add(begun, whole.subarray(0, 64 * KIB));
    assert.deepEqual(
      [waits(), waits('/apply/papers/photo'), waits('/apply/face', OTHER)],
      [true, false, false],
    );
    parts.throwAway(OTHER, '/apply/face');
    parts.throwAway(COOKIE, '/apply/papers/photo');
    assert.equal(waits(), true);
    parts.throwAway(COOKIE, '/apply/face');
    assert.deepEqual([waits(), parts.held()], [false, { bytes: 0, uploads: 0 }]);
    add(begun, whole.subarray(0, 64 * KIB));
    rest(whole, 64 * KIB);
    assert.equal(waits(), true, 'all of it is here, and nobody took it');
    await take();
    assert.equal(waits(), false, 'somebody works on it');
    parts.settle(COOKIE, name(1), { led: '/apply/face' });
    assert.equal(waits(), false);
    add({ ...begun, upload: name(2) }, whole.subarray(0, 64 * KIB));
    pass(minutes(KEPT_MINUTES) + 1);
    assert.equal(waits(), false, 'nobody went on with it');
  });

  test('a part from the middle of what nobody has is told to begin at the beginning', () => {
    const { parts, add } = shelf();
    assert.equal(add({ from: 64 * KIB, total: 200 * KIB }, picture(64 * KIB)), 0);
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
  });

  test('F-10: after its time it is gone, and a part sent again finds nothing', async () => {
    for (const late of [minutes(11), -minutes(11)]) {
      const { parts, add, take, pass, budget } = shelf({ budget: createBudget(MEBIBYTE) });
      const whole = picture(128 * KIB);
      add({ total: whole.length }, whole.subarray(0, 64 * KIB));
      pass(late);
      assert.equal(add({ from: 64 * KIB, total: whole.length }, whole.subarray(64 * KIB)), 0);
      assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
      await assert.rejects(take(), GONE);
      // What it held is given back to the last byte.
      budget.take(MEBIBYTE);
    }
    const { parts, add, pass } = shelf();
    add({ total: 128 * KIB }, picture(64 * KIB));
    pass(minutes(9));
    parts.sweep();
    assert.equal(parts.held().uploads, 1, 'nine minutes in a tunnel are no end');
    pass(minutes(2));
    parts.sweep();
    assert.equal(parts.held().uploads, 0);
  });

  test('is gone on with by who begins it again; what was finished begins anew', async () => {
    const { parts, add, rest, take, pass } = shelf();
    const whole = picture(200 * KIB);
    assert.equal(parts.begin(COOKIE, name(1)), 0);
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 }, 'a question keeps nothing');
    add({ total: whole.length }, whole.subarray(0, 64 * KIB));
    assert.equal(parts.begin(OTHER, name(1)), 0, 'nor does it tell another session anything');
    pass(minutes(9));
    assert.equal(parts.begin(COOKIE, name(1)), 64 * KIB);
    pass(minutes(9));
    rest(whole, 64 * KIB);
    const taken = await take();
    assert.ok('document' in taken && taken.document.equals(whole));
    assert.equal(
      parts.begin(COOKIE, name(1)),
      whole.length,
      'its form is at work: it has to hear how that ends',
    );
    parts.settle(COOKIE, name(1), { led: '/there' });
    assert.deepEqual(await take(), { led: '/there' });
    assert.equal(parts.begin(COOKIE, name(1)), 0);
    await assert.rejects(take(), GONE);
    rest(whole);
    const again = await take();
    assert.ok(
      'document' in again && again.document.equals(whole),
      'the same picture, sent once more on purpose',
    );
  });

  test('is never more than it said, nor another size than it said before', () => {
    const { parts, add } = shelf();
    add({ total: 100 * KIB }, picture(64 * KIB));
    const { bytes } = parts.held();
    assert.throws(() => add({ from: 64 * KIB, total: 100 * KIB }, picture(64 * KIB)), MALFORMED);
    assert.throws(() => add({ from: 64 * KIB, total: 200 * KIB }, picture(64 * KIB)), MALFORMED);
    assert.equal(parts.held().bytes, bytes);
  });

  test('is never more than the cap, in parts neither too large nor too small', () => {
    const { parts, add } = shelf();
    assert.throws(() => add({ total: LIMITS.bytes + 1 }, picture(64 * KIB)), { code: 'upload-too-big' });
    assert.throws(() => add({ total: MEBIBYTE }, picture(LARGEST_PART + 1)), MALFORMED);
    assert.throws(() => add({ total: MEBIBYTE }, picture(LEAST_PART - 1)), MALFORMED);
    assert.throws(() => add({ total: 0 }, Buffer.alloc(0)), MALFORMED);
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
    assert.equal(add({}, picture(1)), 1, 'the last one may be a byte');
  });

  test('of two tabs come side by side; a third makes the one that waited longest go', async () => {
    const { parts, add, rest, take, pass } = shelf();
    const [one, two, three] = [picture(128 * KIB, 1), picture(128 * KIB, 2), picture(128 * KIB, 3)];
    add({ upload: name(1), total: one.length }, one.subarray(0, 64 * KIB));
    pass(1000);
    rest(two, 0, name(2));
    rest(one, 64 * KIB, name(1));
    for (const [n, whole] of [one, two].entries()) {
      const found = await take(name(n + 1));
      assert.ok('document' in found && found.document.equals(whole));
      parts.settle(COOKIE, name(n + 1), 'again');
    }
    pass(1000);
    parts.settle(COOKIE, name(1), 'again');
    rest(three, 0, name(3));
    await assert.rejects(take(name(2)), GONE);
    assert.equal(parts.held().uploads, 2);
  });

  test('is another session’s nothing: the same name is another upload there', async () => {
    const { add, rest, take } = shelf();
    const whole = picture(128 * KIB);
    rest(whole);
    await assert.rejects(take(name(1), OTHER), GONE);
    assert.equal(add({ from: 64 * KIB, total: whole.length }, whole.subarray(64 * KIB), OTHER), 0);
  });

  test('everybody’s together are bounded: who just sent stays, who went away makes room', () => {
    const { parts, add, pass, budget } = shelf({ budget: createBudget(300 * KIB) });
    for (const cookie of ['a', 'b']) add({ total: MEBIBYTE }, picture(128 * KIB), cookie);
    assert.throws(() => add({ total: MEBIBYTE }, picture(128 * KIB), 'c'), { code: 'upload-busy' });
    // Who was told to wait goes on when there is room: what they have is not lost for it.
    assert.equal(add({ total: MEBIBYTE }, picture(LEAST_PART), 'c'), LEAST_PART);
    pass(61_000);
    assert.equal(add({ from: LEAST_PART, total: MEBIBYTE }, picture(128 * KIB), 'c'), 128 * KIB + LEAST_PART);
    assert.equal(parts.held().uploads, 2);
    parts.close();
    budget.take(300 * KIB);
  });

  test('one session alone cannot fill the place of all', () => {
    const { parts } = shelf();
    for (let n = 0; n < 20; n += 1)
      for (let from = 0; from < LIMITS.bytes; from += LARGEST_PART)
        parts.add(COOKIE, { upload: name(n), from, total: LIMITS.bytes }, Buffer.alloc(LARGEST_PART));
    assert.ok(parts.held().bytes < 2 * LIMITS.bytes + MEBIBYTE);
    assert.equal(parts.held().uploads, 2);
  });
});

describe('F-07, F-09: its form', () => {
  test('sent again after its answer was lost leads to the same place, and the picture is gone from here', async () => {
    const { parts, add, rest, take, pass } = shelf();
    const whole = picture(128 * KIB);
    rest(whole);
    assert.ok('document' in (await take()));
    parts.settle(COOKIE, name(1), { led: '/apply/papers/photo' });
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
    assert.deepEqual(await take(), { led: '/apply/papers/photo' });
    assert.equal(
      add({ total: whole.length }, whole.subarray(0, 64 * KIB)),
      whole.length,
      'and takes no part more',
    );
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
    pass(minutes(11));
    await assert.rejects(take(), GONE);
  });

  test('sent twice at once does its work once', async () => {
    const { parts, rest, take } = shelf();
    rest(picture(128 * KIB));
    assert.ok('document' in (await take()));
    const second = take();
    parts.drop(COOKIE, name(1));
    parts.settle(COOKIE, name(1), { led: '/there' });
    assert.deepEqual(await second, { led: '/there' });
  });

  test('refused for the moment may come again without its parts; refused for good it is gone', async () => {
    const { parts, rest, take } = shelf();
    const whole = picture(128 * KIB);
    rest(whole);
    await take();
    parts.settle(COOKIE, name(1), 'again');
    const found = await take();
    assert.ok('document' in found && found.document.equals(whole));
    parts.settle(COOKIE, name(1), 'refused');
    await assert.rejects(take(), GONE);
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
  });

  test('without room for the document in clear it stays sealed', async () => {
    const { parts, rest, take } = shelf();
    rest(picture(128 * KIB));
    const busy = () => {
      throw new Error('no room');
    };
    await assert.rejects(parts.take(COOKIE, name(1), busy), /no room/);
    assert.ok('document' in (await take()));
  });

  test('is told of a stop: nothing of it stays', async () => {
    const { parts, rest, take } = shelf();
    rest(picture(128 * KIB));
    parts.drop(COOKIE, name(1));
    assert.deepEqual(parts.held(), { bytes: 0, uploads: 0 });
    await assert.rejects(take(), GONE);
  });
});
