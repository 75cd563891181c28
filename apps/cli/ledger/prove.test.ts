import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type Opening, writeOpening } from '@commonkey/ledger';
import { leaf, testLog } from '@commonkey/ledger/testing/log.ts';
import {
  at,
  commonkey,
  json,
  layDown,
  leafAt,
  opening,
  put,
  SECRET,
  served,
  signer,
  takeDown,
  vkey,
} from './testing/logs.ts';

before(layDown);
after(takeDown);

describe('ledger prove', () => {
  test('writes a receipt by place or by leaf, and holds it against folder and served()', async () => {
    const byPlace = await commonkey('ledger', 'prove', at('city'), '--index', '4');
    const hex = Buffer.from(leaf(4)).toString('hex');
    assert.equal((await commonkey('ledger', 'prove', served(), '--leaf', hex)).out, byPlace.out);
    assert.match(byPlace.out, /^c2sp\.org\/tlog-proof@v1\n/);
    const file = at('receipt.tlog-proof');
    assert.equal((await commonkey('ledger', 'prove', at('early'), '--index', '4', '--out', file)).code, 0);
    for (const place of [at('early'), at('city'), served()]) {
      const { code, out } = await commonkey('ledger', 'prove', place, file);
      assert.equal(code, 0, out);
      assert.match(out, /^IT HOLDS.*entry 4 of .* 700 entries/);
      assert.match(out, /What was written down is hidden/);
    }
    assert.equal((await commonkey('ledger', 'prove', at('city'), '--index', '4', '--out', file)).code, 2);
  });

  test('who has the opening shows what was written down, in the receipt or apart', async () => {
    writeFileSync(at('opening.json'), writeOpening(opening));
    const open = at('open.tlog-proof');
    const sealed = at('sealed.tlog-proof');
    const place = at('city');
    await commonkey('ledger', 'prove', place, '--opening', at('opening.json'), '--out', open);
    await commonkey('ledger', 'prove', place, '--index', `${SECRET}`, '--out', sealed);
    assert.deepEqual((await json('ledger', 'prove', place, open)).event, opening.event);
    assert.equal((await json('ledger', 'prove', place, sealed)).event, null);
    const apart = await json('ledger', 'prove', place, sealed, '--opening', at('opening.json'));
    assert.deepEqual(apart.event, opening.event);
    writeFileSync(at('other.json'), writeOpening({ ...opening, event: { ...opening.event, count: 11 } }));
    const other = ['ledger', 'prove', place, sealed, '--opening', at('other.json')];
    assert.equal((await json(...other)).reason, 'ledger-opening-differs');
    assert.equal((await commonkey('ledger', 'prove', place, '--opening', at('other.json'))).code, 1);
  });

  test('a receipt that the ledger no longer bears out is an answer, not a mistake', async () => {
    const file = at('kept.tlog-proof');
    await commonkey('ledger', 'prove', at('early'), '--index', '4', '--out', file);
    assert.equal((await json('ledger', 'prove', at('rewritten'), file)).reason, 'ledger-past-unproven');
    const late = at('late.tlog-proof');
    await commonkey('ledger', 'prove', at('city'), '--index', '4', '--out', late);
    assert.equal((await json('ledger', 'prove', at('rewritten'), late)).reason, 'ledger-forked');
    assert.equal((await json('ledger', 'prove', at('early'), late)).reason, 'ledger-rewound');
    writeFileSync(at('bent.tlog-proof'), readFileSync(file, 'utf8').replace('index 4', 'index 5'));
    const bent = await commonkey('ledger', 'prove', at('city'), at('bent.tlog-proof'));
    assert.equal(bent.code, 1);
    assert.match(bent.out, /\[ledger-proof-invalid\]/);
  });

  test('no receipt is written from tiles that do not lead to the signed root', async () => {
    const path = at('city', 'tile/1/000.p/5');
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.alloc(whole.length));
    assert.equal((await json('ledger', 'prove', at('city'), '--index', '4')).reason, 'ledger-proof-invalid');
    writeFileSync(path, whole);
  });

  test('what cannot be asked: exit code 2', async () => {
    const codes = async (...argv: string[]) => {
      const { code, err } = await commonkey('ledger', 'prove', ...argv);
      return `${code} ${/\[([a-z-]+)\]/.exec(err)?.[1]}`;
    };
    assert.equal(await codes(), '2 ledger-source-needed');
    assert.equal(await codes(at('city')), '2 ledger-question-needed');
    assert.equal(await codes(at('city'), '--leaf', 'zz'), '2 ledger-leaf-malformed');
    assert.equal(await codes(at('city'), at('city', 'key')), '2 ledger-receipt-malformed');
  });

  test('a place that is none: the code stays, and the message names those there are and the way out', async () => {
    const asked = async (place: string, ...index: string[]) => {
      const { code, err } = await commonkey('ledger', 'prove', place, ...index);
      assert.equal(code, 2, err);
      assert.match(err, /--leaf HEX or --opening FILE/);
      return err;
    };
    // The files of the larger tree are there already; its checkpoint is not.
    const ahead = testLog(signer, leafAt);
    const { note } = await ahead.grow(700);
    await ahead.grow(1500);
    put('ahead', ahead.files, note);
    for (const index of ['700', '1400'])
      assert.match(
        await asked(at('ahead'), '--index', index),
        new RegExp(
          `no place ${index} under .* 700 entries: 0 to 699\\. Newer .*\\[ledger-index-out-of-range\\]`,
        ),
      );
    for (const index of ['1500', '99999999999999999999'])
      assert.match(
        await asked(at('city'), '--index', index),
        /1,500 entries: 0 to 1499\..*\[ledger-index-out-of-range\]/,
      );
    for (const index of [
      ['--index', '-1'],
      ['--index=-1'],
      ['--index', 'x'],
      ['--index', '1.5'],
      ['--index='],
    ])
      assert.match(await asked(at('city'), ...index), /numbers from 0 to 1499\..*\[ledger-index-malformed\]/);
    const none = testLog(signer);
    put('none', none.files, (await none.grow(0)).note);
    assert.match(await asked(at('none'), '--index', '0'), /no entry yet.*\[ledger-index-out-of-range\]/);
    assert.match(await asked(at('none'), '--index', 'x'), /no entry yet.*\[ledger-index-malformed\]/);
  });
});

describe('what an auditor was handed', () => {
  const openings = (...some: Opening[]) => {
    const path = at('openings.jsonl');
    writeFileSync(path, some.map((one) => `${JSON.stringify(JSON.parse(writeOpening(one)))}\n`).join(''));
    return path;
  };

  test('is computed anew and found in the log', async () => {
    const file = openings(opening, opening);
    const found = await commonkey('ledger', 'recompute', at('city'), '--openings', file, '--key', vkey);
    assert.equal(found.code, 0, found.err);
    assert.match(found.out, /All 2 entries that were opened are in city\.example\/ledger/);
    assert.match(found.out, /1,?499 entries are left/);
  });

  test('one fact, or one salt, that is another is said to be missing', async () => {
    const count = { ...opening, event: { ...opening.event, count: 13 } };
    const salt = { ...opening, salt: leaf(78) };
    for (const wrong of [count, salt]) {
      const file = openings(opening, wrong);
      const found = await json('ledger', 'recompute', at('city'), '--openings', file, '--key', vkey);
      assert.deepEqual(
        { holds: found.holds, reason: found.reason, missing: found.missing },
        { holds: false, reason: 'ledger-openings-missing', missing: 1 },
      );
    }
  });

  test('a file that holds no openings is not taken for an empty one', async () => {
    writeFileSync(at('openings.jsonl'), 'salt, event\n');
    const found = await commonkey('ledger', 'recompute', at('city'), '--openings', at('openings.jsonl'));
    assert.equal(found.code, 2);
    assert.match(found.err, /ledger-opening-malformed/);
  });
});
