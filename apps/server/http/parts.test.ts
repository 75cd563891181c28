import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { chooseLanguage } from './language.ts';
import { createLimiter } from './limits.ts';
import { type LogEvent, openLog } from './log.ts';
import { allowedMethods, routePattern } from './methods.ts';

describe('language', () => {
  const cases: readonly [string | undefined, string | undefined, string][] = [
    [undefined, undefined, 'en'],
    [undefined, 'es-MX,es;q=0.9,en;q=0.8', 'es'],
    [undefined, 'fr, en;q=0.2, es;q=0.7', 'es'],
    [undefined, 'es;q=0, en', 'en'],
    [undefined, '*;q=0.5,,;q=', 'en'],
    ['es', 'en', 'es'],
    ['es-AR', 'en', 'es'],
    ['tlh', 'es', 'es'],
  ];
  for (const [chosen, accepted, expected] of cases)
    test(`?lang=${chosen} and "${accepted}" give ${expected}`, () =>
      assert.equal(chooseLanguage(['en', 'es'], chosen, accepted), expected));
});

describe('limits', () => {
  const limit = { burst: 1, perMinute: 1 };
  const random = (size: number) => new Uint8Array(randomBytes(size));

  test('take an IPv6 network as one, however it is written', () => {
    const limiter = createLimiter({ now: () => new Date(0) }, random);
    assert.equal(limiter.take('x', '2001:db8:0:1::1', limit), true);
    assert.equal(limiter.take('x', '2001:db8:0:1:ffff::2', limit), false);
    assert.equal(limiter.take('x', '2001:0db8:0000:0001::3', limit), false);
    assert.equal(limiter.take('x', '2001:db8:0:2::1', limit), true);
    assert.equal(limiter.take('x', '::ffff:203.0.113.1', limit), true);
    assert.equal(limiter.take('x', '::ffff:203.0.113.2', limit), true);
  });

  test('forget everybody with the hour, and name buckets by a key nobody has', () => {
    let now = 0;
    const keys: number[] = [];
    const limiter = createLimiter({ now: () => new Date(now) }, (size) => {
      keys.push(size);
      return random(size);
    });
    assert.equal(limiter.take('x', '203.0.113.1', limit), true);
    assert.equal(limiter.take('x', '203.0.113.1', limit), false);
    now = 3_600_000;
    assert.equal(limiter.take('x', '203.0.113.1', { burst: 1, perMinute: 0 }), true);
    assert.deepEqual(keys, [32, 32]);
  });

  test('a clock set back gives nothing away', () => {
    let now = 600_000;
    const limiter = createLimiter({ now: () => new Date(now) }, random);
    assert.equal(limiter.take('x', '203.0.113.1', limit), true);
    now = 0;
    assert.equal(limiter.take('x', '203.0.113.1', limit), false);
  });
});

describe('T9: the log', () => {
  const lines: string[] = [];
  const { log } = openLog(
    (line) => lines.push(line),
    () => new Date('2026-03-02T10:00:00.123Z'),
  );

  test('drops a field it does not know and a value that does not fit', () => {
    lines.length = 0;
    log({ event: 'destroyed', series: 'Ana María', count: 1, name: 'Ana' } as LogEvent);
    assert.deepEqual(lines, [
      '{"time":"2026-03-02T10:00:00Z","event":"destroyed","series":"dropped","count":1}\n',
    ]);
  });

  test('no line can be forged into two', () => {
    lines.length = 0;
    log({ event: 'fault', origin: 'desk', code: 'x\n{"event":"started"}' });
    assert.deepEqual(lines, [
      '{"time":"2026-03-02T10:00:00Z","event":"fault","origin":"desk","code":"dropped"}\n',
    ]);
  });
});

test('methods allowed on a path are those of every pattern that fits it whole', () => {
  const patterns = [
    routePattern('/a/:id', 'GET'),
    routePattern('/a/:id', ['PUT', 'POST']),
    routePattern('/a.b', 'GET'),
    routePattern('/f/*', 'GET'),
  ];
  assert.deepEqual(allowedMethods(patterns, '/a/1'), ['GET', 'POST', 'PUT']);
  assert.deepEqual(allowedMethods(patterns, '/a/1/2'), []);
  assert.deepEqual(allowedMethods(patterns, '/axb'), []);
  assert.deepEqual(allowedMethods(patterns, '/f/x/y'), ['GET']);
});
