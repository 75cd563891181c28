import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import {
  leafOf,
  type Opening,
  readOpening,
  readReceipt,
  tileTree,
  verifyReceipt,
  withCosignatures,
  writeOpening,
  writeReceipt,
} from './index.ts';
import { packOpening, unpackOpening } from './opening.ts';
import { leaf, testLog, testSigner } from './testing/log.ts';
import { ed25519Witness } from './testing/witness.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const key = testSigner('city.example/ledger');
const opening: Opening = {
  salt: leaf(77),
  event: {
    kind: 'records-destroyed',
    series: 'online-papers',
    count: 12,
    day: '2026-03-02',
    ok: true,
    note: null,
  },
};
const INDEX = 300;
const log = testLog(key, (i) => (i === INDEX ? leafOf(opening) : leaf(i)));
const ready = log.grow(1000).then(async ({ note }) => {
  const parts = {
    index: INDEX,
    proof: await tileTree(1000, log.read).proveInclusion(INDEX),
    checkpoint: note,
  };
  return {
    ...parts,
    parts,
    sealed: writeReceipt(parts, { leaf: leafOf(opening) }),
    open: writeReceipt(parts, { opening }),
  };
});

test('a receipt has the lines of C2SP tlog-proof', async () => {
  const { sealed, checkpoint, proof } = await ready;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  assert.equal(
    sealed,
    [
      'c2sp.org/tlog-proof@v1',
      `extra ${base64(leafOf(opening))}`,
      'index 300',
      ...proof.map(base64),
      '',
      checkpoint,
    ].join('\n'),
  );
  assert.equal(readReceipt(sealed).checkpoint, checkpoint);
});

test('it proves that the leaf is in the log, and shows nothing of what was committed', async () => {
  const { sealed } = await ready;
  const proven = await verifyReceipt(sealed, { key });
  assert.equal(proven.index, INDEX);
  assert.equal(proven.checkpoint.size, 1000);
  assert.equal(proven.opening, null);
  assert.doesNotMatch(sealed, /records-destroyed/);
  assert.doesNotMatch(atob(/extra (.*)/.exec(sealed)?.[1] ?? ''), /online-papers/);
});

test('with an opening, inside or apart, it proves what was committed', async () => {
  const { sealed, open } = await ready;
  assert.deepEqual((await verifyReceipt(open, { key })).opening, opening);
  const apart = readOpening(writeOpening(opening));
  assert.deepEqual((await verifyReceipt(sealed, { key, opening: apart })).opening, opening);
});

test('another story for the same leaf is refused', async () => {
  const { sealed, parts } = await ready;
  const other: Opening = { ...opening, event: { ...opening.event, count: 13 } };
  await assert.rejects(verifyReceipt(sealed, { key, opening: other }), coded('ledger-opening-differs'));
  await assert.rejects(
    verifyReceipt(writeReceipt(parts, { opening: other }), { key }),
    coded('ledger-proof-invalid'),
  );
  const resalted = { ...opening, salt: leaf(78) };
  await assert.rejects(verifyReceipt(sealed, { key, opening: resalted }), coded('ledger-opening-differs'));
});

test('it survives being pasted: other line ends, blanks around it', async () => {
  const { open } = await ready;
  await verifyReceipt(`\n  ${open.replaceAll('\n', '\r\n')}\r\n\r\n `, { key });
});

test('a changed index, hash, checkpoint or leaf does not hold', async () => {
  const { sealed, parts } = await ready;
  const proof = parts.proof.with(3, leaf(1));
  const receipt = (change: object) => writeReceipt({ ...parts, ...change }, { leaf: leafOf(opening) });
  for (const text of [receipt({ index: 301 }), receipt({ proof }), receipt({ proof: parts.proof.slice(1) })])
    await assert.rejects(verifyReceipt(text, { key }), coded('ledger-proof-invalid'));
  await assert.rejects(
    verifyReceipt(writeReceipt(parts, { leaf: leaf(300) }), { key }),
    coded('ledger-proof-invalid'),
  );
  await assert.rejects(
    verifyReceipt(sealed.replace('\n1000\n', '\n1001\n'), { key }),
    coded('ledger-note-signature'),
  );
});

test('a receipt of another log, or under another key, is told', async () => {
  const { sealed } = await ready;
  const other = testSigner('town.example/ledger');
  await assert.rejects(verifyReceipt(sealed, { key: other }), coded('ledger-origin-differs'));
  const forged = testSigner(key.name, 9);
  await assert.rejects(verifyReceipt(sealed, { key: forged }), coded('ledger-note-unsigned'));
});

test('the witnesses that must have signed, must', async () => {
  const { parts } = await ready;
  const witness = ed25519Witness(testSigner('witness.example/w1', 2));
  const trust = { key, witnesses: [witness.key], needed: 1 };
  const bare = writeReceipt(parts, { opening });
  await assert.rejects(verifyReceipt(bare, trust), coded('ledger-cosignatures-missing'));
  const answer = await witness.cosign(parts.checkpoint, 1_700_000_000);
  const checkpoint = await withCosignatures(parts.checkpoint, answer, [witness.key]);
  const proven = await verifyReceipt(writeReceipt({ ...parts, checkpoint }, { opening }), trust);
  assert.deepEqual(proven.cosignatures, [{ witness: 'witness.example/w1', time: 1_700_000_000 }]);
});

test('what is no receipt is refused by name', async () => {
  const { sealed } = await ready;
  const broken = [
    '',
    'hello',
    sealed.replace('@v1', '@v2'),
    sealed.replace(/^index/m, 'place'),
    sealed.replace('index 300', 'index 0300'),
    sealed.replace('index 300', 'index -1'),
    sealed.replace(/^extra .*\n/m, ''),
    sealed.replace(/^extra .*$/m, 'extra AAAA'),
    sealed.replace(/\n\n/, '\nAAAA\n\n'),
    sealed.replace(/\n\n/, `${`\n${Buffer.from(leaf(1)).toString('base64')}`.repeat(60)}\n\n`),
    sealed.slice(0, 60),
  ];
  for (const text of broken)
    await assert.rejects(verifyReceipt(text, { key }), coded('ledger-receipt-malformed'), text);
});

test('an opening has one form, and nothing that an event cannot have', () => {
  const packed = packOpening(opening);
  assert.deepEqual(unpackOpening(packed), opening);
  const withText = (text: string) => new Uint8Array([...leaf(77), ...new TextEncoder().encode(text)]);
  for (const bytes of [
    packed.slice(0, -1),
    withText('{"kind":"k","a":1}'),
    withText('{"kind": "k"}'),
    withText('{"kind":{"a":1}}'),
    withText('{"a":[1],"kind":"k"}'),
    withText('[]'),
    withText('null'),
    new Uint8Array([...leaf(77), 0xff, 0xfe]),
  ])
    assert.throws(() => unpackOpening(bytes), coded('ledger-opening-malformed'));
  for (const text of ['', '{}', '{"salt":"AAAA","event":{"kind":"k"}}', '{"salt":5}'])
    assert.throws(() => readOpening(text), coded('ledger-opening-malformed'), text);
});
