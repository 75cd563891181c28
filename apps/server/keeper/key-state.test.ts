import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyState } from './key-state.ts';
import type { Answer } from './operations.ts';

type Keys = Answer<'public-keys'>;
const publicJwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' } as const;
const Q4 = { quarter: '2026-Q4', from: '2026-09-24', until: '2027-01-07', publicJwk };
const Q1 = { quarter: '2027-Q1', from: '2026-12-25', until: '2027-04-07', publicJwk };
const Q3 = { quarter: '2027-Q3', from: '2027-06-24', until: '2027-10-07', publicJwk };
const certificate = 'AAAA';

const keys = (issuing: Keys['issuing'], over: Partial<Keys> = {}): Keys => ({
  issuer: 'https://city.example',
  practice: false,
  roots: [publicJwk],
  issuing,
  checkpoint: { name: 'city.example/ledger', publicKey: 'A' },
  ...over,
});
const on = (day: string, held: Keys) => {
  const { code, until } = keyState(held, day);
  return until === '' ? code : `${code} ${until}`;
};

test('before the ceremony each state names the step that is next', () => {
  assert.equal(on('2026-11-22', keys([], { roots: [] })), 'root-missing');
  assert.equal(on('2026-11-22', keys([])), 'certificate-missing');
  assert.equal(on('2026-11-22', keys([{ ...Q4, certificate: null }])), 'certificate-awaited');
});

test('a certificate carries until its last day, and 21 days before it the next one is due', () => {
  const held = keys([{ ...Q4, certificate }]);
  assert.equal(on('2026-12-16', held), 'ready 2027-01-07');
  assert.equal(on('2026-12-17', held), 'ending 2027-01-07');
  assert.equal(on('2027-01-07', held), 'ending 2027-01-07');
  assert.equal(on('2027-01-08', held), 'certificate-missing');
});

test('the next quarter’s certificate counts from the day it is installed, a later one across a gap does not', () => {
  const next = { ...Q1, certificate };
  assert.equal(on('2026-12-20', keys([next, { ...Q4, certificate }])), 'ready 2027-04-07');
  assert.equal(
    on(
      '2026-12-20',
      keys([
        { ...Q4, certificate },
        { ...Q1, certificate: null },
      ]),
    ),
    'ending 2027-01-07',
  );
  assert.equal(
    on('2027-04-01', keys([{ ...Q4, certificate }, next, { ...Q3, certificate }])),
    'ending 2027-04-07',
  );
  assert.equal(on('2026-11-22', keys([{ ...Q3, certificate }])), 'certificate-missing', 'not begun yet');
});

test('a practice city needs no ceremony, and ends with the keys it was born with', () => {
  const held = keys([{ ...Q4, certificate }], { practice: true });
  assert.equal(on('2026-12-30', held), 'practice 2027-01-07');
  assert.equal(on('2027-01-08', held), 'practice-ended');
});
