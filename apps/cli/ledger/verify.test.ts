import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { noteVerifierKey, verifierKey } from '@commonkey/ledger';
import { testLog, testSigner } from '@commonkey/ledger/testing/log.ts';
import { catalogueFaults, Fault } from '@commonkey/words';
import { wordFault } from '../words.ts';
import { at, broken, commonkey, json, layDown, served, takeDown, vkey, witness } from './testing/logs.ts';
import { ledgerWords } from './words.ts';

before(layDown);
after(takeDown);

describe('ledger verify', () => {
  test('a folder and an served() that are what they say: exit code 0, and who vouches', async () => {
    for (const place of [at('city'), served(), `${served()}/ledger`, `${served()}/ledger/`]) {
      const { code, out } = await commonkey('ledger', 'verify', place, '--key', vkey);
      assert.equal(code, 0, out);
      assert.match(out, /^IT HOLDS.*city\.example\/ledger.*1,500 entries/);
      assert.doesNotMatch(out, /key came from the ledger/);
    }
  });

  test('without a key it takes the ledger’s own, and says what that is worth', async () => {
    const { code, out } = await commonkey('ledger', 'verify', at('city'));
    assert.equal(code, 0);
    assert.match(out, /not whose it is/);
    assert.equal((await json('ledger', 'verify', at('city'))).keyFrom, 'log');
  });

  test('since an earlier checkpoint, and with a witness', async () => {
    const since = ['--since', at('early.checkpoint'), '--witness', verifierKey(witness.key)];
    const { code, out } = await commonkey('ledger', 'verify', at('city'), '--key', vkey, ...since);
    assert.equal(code, 0, out);
    assert.match(out, /began with the 700 entries/);
    assert.match(out, /Seen by witness\.example\/w1 on 2026-01-01/);
  });

  test('what does not hold: exit code 1 and a stable reason', async () => {
    const earlier = ['--since', at('early.checkpoint')];
    const verify = (...argv: string[]) => json('ledger', 'verify', ...argv, '--key', vkey);
    assert.equal((await verify(at('rewritten'), ...earlier)).reason, 'ledger-forked');
    assert.equal((await verify(at('early'), '--since', at('city', 'checkpoint'))).reason, 'ledger-rewound');
    const unseen = await verify(at('early'), '--witness', verifierKey(witness.key));
    assert.equal(unseen.reason, 'ledger-cosignatures-missing');
    const stranger = testSigner('town.example/ledger', 4);
    const foreign = noteVerifierKey(stranger.name, stranger.publicKey);
    assert.equal(
      (await json('ledger', 'verify', at('city'), '--key', foreign)).reason,
      'ledger-origin-differs',
    );
    writeFileSync(at('foreign.checkpoint'), (await testLog(stranger).grow(3)).note);
    const kept = ['ledger', 'verify', at('city'), '--since', at('foreign.checkpoint')];
    assert.equal((await json(...kept)).reason, 'ledger-origin-differs');
    assert.match(
      (await commonkey(...kept)).out,
      /about the checkpoint in .*foreign\.checkpoint.*Nothing was said/,
    );
    const old = await commonkey('ledger', 'verify', at('early'), '--since', at('city', 'checkpoint'));
    assert.match(old.out, /fetch it again first: it may only be older/);
    const { code, out } = await commonkey('ledger', 'verify', at('rewritten'), ...earlier);
    assert.equal(code, 1);
    assert.match(out, /^IT DOES NOT HOLD\.\nTHE LEDGER WAS REWRITTEN: for 700 entries.*\[ledger-forked\]/);
  });

  test('files cut short, changed or missing are named', async () => {
    const path = at('city', 'tile/0/002');
    const whole = readFileSync(path);
    for (const [bytes, reason] of [
      [whole.subarray(0, 100), 'ledger-tile-truncated'],
      [Buffer.concat([whole, whole]), 'ledger-tile-width'],
      [Buffer.alloc(8192), 'ledger-tile-differs'],
      [null, 'ledger-tile-missing'],
    ] as const) {
      if (bytes) writeFileSync(path, bytes);
      else rmSync(path);
      const report = await json('ledger', 'verify', at('city'));
      assert.deepEqual(report, { holds: false, reason, path: 'tile/0/002' });
    }
    writeFileSync(path, whole);
  });

  test('a server that stumbles is asked again, one that is away is no answer about the ledger', async () => {
    broken.set('tile/0/001', 1);
    assert.equal((await commonkey('ledger', 'verify', served())).code, 0);
    broken.set('tile/0/001', 99);
    const { code, err } = await commonkey('ledger', 'verify', served());
    broken.clear();
    assert.equal(code, 2);
    assert.match(err, /tile\/0\/001.*503.*\[ledger-unreachable\]/);
  });

  test('what cannot be asked: exit code 2', async () => {
    const codes = async (...argv: string[]) => {
      const { code, err } = await commonkey('ledger', 'verify', ...argv);
      return `${code} ${/\[([a-z-]+)\]/.exec(err)?.[1]}`;
    };
    mkdirSync(at('empty'));
    assert.equal(await codes(), '2 ledger-source-needed');
    assert.equal(await codes('--json'), '2 ledger-source-needed');
    assert.equal(await codes(at('empty')), '2 ledger-key-missing');
    assert.equal(await codes(at('empty'), '--key', vkey), '2 ledger-checkpoint-missing');
    mkdirSync(at('begun'));
    writeFileSync(at('begun', 'key'), `${vkey}\n`);
    assert.equal(await codes(at('begun')), '2 ledger-checkpoint-none-yet');
    assert.equal(await codes(at('begun'), '--key', vkey), '2 ledger-checkpoint-none-yet');
    assert.equal(await codes(at('city'), '--key', 'x'), '2 ledger-key-malformed');
    assert.equal(await codes(at('city'), '--since', at('nowhere')), '2 cli-file-unreadable');
    assert.equal(await codes(at('city'), '--since', at('city', 'key')), '2 ledger-note-malformed');
    assert.equal(await codes('http://127.0.0.1:1/ledger'), '2 ledger-unreachable');
    assert.equal(await codes(at('city'), '--nonsense'), '2 cli-arguments-wrong');
  });
});

test('every sentence is there in English and Spanish, and every code has one', () => {
  assert.deepEqual(catalogueFaults(ledgerWords, 'en'), []);
  const files = [
    fileURLToPath(import.meta.resolve('@commonkey/ledger/errors.ts')),
    join(import.meta.dirname, 'codes.ts'),
  ];
  const params = {
    path: 'p',
    size: 1,
    earlier: 2,
    found: 1,
    needed: 2,
    witness: 'w',
    type: 1,
    text: 't',
    why: 'w',
    missing: 1,
    wrong: 1,
    half: '2026-H1',
    parts: 'p',
    on: 1,
    what: 1,
    of: 2,
    kinds: 'k',
    index: '7',
    last: '6',
  };
  for (const file of files) {
    const codes = [...readFileSync(file, 'utf8').matchAll(/'(ledger-[a-z-]+)'/g)].map(
      ([, code]) => code ?? '',
    );
    assert.ok(codes.length > 8);
    for (const code of codes)
      assert.doesNotMatch(wordFault(new Fault(code, params)), /^This could not be done/, code);
  }
});
