import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  leafOf,
  noteVerifierKey,
  type Opening,
  verifierKey,
  withCosignatures,
  writeOpening,
} from '@commonkey/ledger';
import { leaf, testLog, testSigner } from '@commonkey/ledger/testing/log.ts';
import { ed25519Witness } from '@commonkey/ledger/testing/witness.ts';
import { catalogueFaults, Fault } from '@commonkey/words';
import { main } from '../main.ts';
import { wordFault } from '../words.ts';
import { ledgerWords } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'ck-ledger-cli-'));
const at = (...names: string[]) => join(folder, ...names);
const signer = testSigner('city.example/ledger');
const vkey = noteVerifierKey(signer.name, signer.publicKey);
const witness = ed25519Witness(testSigner('witness.example/w1', 2));
const opening: Opening = {
  salt: leaf(77),
  event: { kind: 'records-destroyed', count: 12, day: '2026-03-02' },
};
const SECRET = 300;
const leafAt = (i: number) => (i === SECRET ? leafOf(opening) : leaf(i));

function put(name: string, files: ReadonlyMap<string, Uint8Array>, checkpoint: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(at(name, path)), { recursive: true });
    writeFileSync(at(name, path), bytes);
  }
  mkdirSync(at(name), { recursive: true });
  writeFileSync(at(name, 'checkpoint'), checkpoint);
  writeFileSync(at(name, 'key'), `${vkey}\n`);
}

async function commonkey(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    now: () => new Date(),
  });
  return { code, ...printed };
}
async function json(...argv: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await commonkey(...argv, '--json')).out) as Record<string, unknown>;
}

let server: Server;
let address = '';
/** Paths that the server breaks off, and how often. */
const broken = new Map<string, number>();

before(async () => {
  const log = testLog(signer, leafAt);
  const early = await log.grow(700);
  put('early', log.files, early.note);
  writeFileSync(at('early.checkpoint'), early.note);
  const late = await log.grow(1500);
  const cosigned = await withCosignatures(late.note, await witness.cosign(late.note, 1_767_225_600), [
    witness.key,
  ]);
  put('city', log.files, cosigned);
  const rewritten = testLog(signer, (i) => (i === 17 ? leaf(99_999) : leafAt(i)));
  const other = await rewritten.grow(1500);
  put('rewritten', rewritten.files, other.note);
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/ledger\//, '');
    const failures = broken.get(path) ?? 0;
    broken.set(path, failures - 1);
    try {
      const body = readFileSync(at('city', path));
      response.writeHead(failures > 0 ? 503 : 200).end(body);
    } catch {
      response.writeHead(404).end('not here');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;
});
after(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

describe('ledger verify', () => {
  test('a folder and an address that are what they say: exit code 0, and who vouches', async () => {
    for (const place of [at('city'), address, `${address}/ledger`, `${address}/ledger/`]) {
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
    assert.equal((await commonkey('ledger', 'verify', address)).code, 0);
    broken.set('tile/0/001', 99);
    const { code, err } = await commonkey('ledger', 'verify', address);
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
    assert.equal(await codes(at('city'), '--key', 'x'), '2 ledger-key-malformed');
    assert.equal(await codes(at('city'), '--since', at('nowhere')), '2 cli-file-unreadable');
    assert.equal(await codes(at('city'), '--since', at('city', 'key')), '2 ledger-note-malformed');
    assert.equal(await codes('http://127.0.0.1:1/ledger'), '2 ledger-unreachable');
    assert.equal(await codes(at('city'), '--nonsense'), '2 cli-arguments-wrong');
  });
});

describe('ledger prove', () => {
  test('writes a receipt by place or by leaf, and holds it against folder and address', async () => {
    const byPlace = await commonkey('ledger', 'prove', at('city'), '--index', '4');
    const hex = Buffer.from(leaf(4)).toString('hex');
    assert.equal((await commonkey('ledger', 'prove', address, '--leaf', hex)).out, byPlace.out);
    assert.match(byPlace.out, /^c2sp\.org\/tlog-proof@v1\n/);
    const file = at('receipt.tlog-proof');
    assert.equal((await commonkey('ledger', 'prove', at('early'), '--index', '4', '--out', file)).code, 0);
    for (const place of [at('early'), at('city'), address]) {
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
