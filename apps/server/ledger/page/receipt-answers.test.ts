import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LedgerEvent, readReceipt, writeReceipt } from '@commonkey/ledger';
import { testLog, testSigner } from '@commonkey/ledger/testing/log.ts';
import { keeperOf } from '../../keeper/client.ts';
import { record } from '../../store/record.ts';
import type { Store } from '../../store/store.ts';
import { type Databases, openDatabases } from '../../testing/server.ts';
import { receiptOf } from '../receipts.ts';
import { type Served, served } from './testing/served.ts';

const closing: (() => Promise<unknown>)[] = [];
const t = { after: (work: () => Promise<void>) => void closing.unshift(work) };
let databases: Databases | null;

/** A house that serves its ledger's page, and a twin with the same key that tells another story. */
let here: Served;
let twin: Served;

before(async () => {
  databases = await openDatabases('embedded');
  assert.ok(databases);
  here = await served(databases, t);
  // The key process has its keys, and has signed nothing yet.
  await keeperOf(here.context).ask('public-keys', {});
  const keys = await mkdtemp(join(tmpdir(), 'ck-twin-'));
  t.after(() => rm(keys, { recursive: true, force: true }));
  await cp(here.keeper.folder, keys, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  twin = await served(databases, t, keys);
});
after(async () => {
  for (const close of closing) await close();
  await databases?.end();
});

async function write(store: Store, event: LedgerEvent) {
  const { salt } = await store.write((tx) => record(tx, event));
  return { salt: new Uint8Array(salt), event };
}

test('what was written down is said in words, word for word, escaped, and never where it is sealed', async () => {
  const { context, store } = here;
  const facts = { series: '<b>x', count: 1234, authority: 'schedule', destroyed_on: '2026-03-02' };
  const destroyed = await write(store, { kind: 'disposal', ...facts });
  const known = await write(store, {
    kind: 'disposal',
    ...facts,
    series: context.program.program.series[0]?.id ?? '',
  });
  const strange = await write(store, { kind: '<i>strange', 'a"b': '<script>alert(1)</script>', none: null });
  const short = await write(store, { kind: 'disposal', series: 'papers' });
  await here.hour(3);
  const { body, text } = await here.answers(await receiptOf(context, { opening: destroyed }), 'holds');
  assert.match(text, /On March 2, 2026 records were destroyed\. Kind: .&lt;b>x.\. How many: 1,234\./);
  assert.doesNotMatch(body, /<b>x/);
  const named = await here.answers(await receiptOf(context, { opening: known }), 'holds');
  const city = context.program.program.words.en ?? {};
  assert.ok(named.text.includes(`Kind: \u2068${city[`series.${known.event.series}`]}\u2069`));
  const odd = await here.answers(await receiptOf(context, { opening: strange }), 'holds');
  assert.match(odd.text, /no sentence for this kind of entry/);
  assert.ok(odd.body.includes('&lt;script>alert(1)&lt;/script>') && !odd.body.includes('<script>alert'));
  const lacking = await here.answers(await receiptOf(context, { opening: short }), 'holds');
  assert.match(lacking.text, /no sentence for this kind of entry/);
  const { leaf } = readReceipt(await receiptOf(context, { opening: destroyed }));
  const sealed = await here.answers(await receiptOf(context, { leaf }), 'holds');
  assert.match(sealed.text, /That is sealed in the entry/);
  assert.doesNotMatch(sealed.text, /1,234/);
});

test('an old receipt holds as the ledger grows past its tiles', async () => {
  const opening = await write(here.store, { kind: 'card-revoked', by: 'slip' });
  await here.hour(1);
  const old = await receiptOf(here.context, { opening });
  // Another process begins its own files at today's size: the narrow tiles of then are not there.
  const folder = join(here.context.config.dataFolder, 'published');
  for (const more of [20, 600]) {
    await here.hour(more);
    await here.answers(old, 'holds');
    await rm(folder, { recursive: true, force: true });
    await here.answers(old, 'holds');
  }
});

test('a receipt of another log, one that was changed and what is none: each is told apart, nobody is blamed', async () => {
  const log = testLog(testSigner('other.example/ledger'));
  const { note } = await log.grow(1);
  await here.answers(
    writeReceipt({ index: 0, proof: [], checkpoint: note }, { leaf: new Uint8Array(32) }),
    'another-log',
  );
  const { name } = (await keeperOf(here.context).ask('public-keys', {})).checkpoint;
  const impostor = await testLog(testSigner(name)).grow(1);
  const forged = { index: 0, proof: [], checkpoint: impostor.note };
  await here.answers(writeReceipt(forged, { leaf: new Uint8Array(32) }), 'not-as-signed');

  const opening = await write(here.store, { kind: 'approved', action: 'x', alone: false });
  await here.hour(1);
  const good = await receiptOf(here.context, { opening });
  const { index, proof, checkpoint } = readReceipt(good);
  const other = { salt: opening.salt, event: { ...opening.event, action: 'y' } };
  for (const changed of [
    writeReceipt({ index, proof, checkpoint }, { opening: other }),
    writeReceipt({ index: index + 1, proof, checkpoint }, { opening }),
    writeReceipt({ index: 10 ** 9, proof, checkpoint }, { opening }),
    writeReceipt({ index, proof: proof.slice(1), checkpoint }, { opening }),
    good.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`),
  ]) {
    const { text } = await here.answers(changed, 'not-as-signed');
    assert.doesNotMatch(text, /Two people agreed/, 'nothing is told that was not proven');
  }
  for (const junk of [
    'hello',
    good.replace('tlog-proof@v1', 'tlog-proof@v2'),
    checkpoint,
    '=?\u0000'.repeat(20_000),
    'A'.repeat(65_536),
    '<script>alert(1)</script>',
  ]) {
    const { body } = await here.answers(junk, 'unreadable', 422);
    assert.ok(!body.includes(junk.slice(0, 40)) || junk === 'hello', 'nothing of it comes back');
  }
  for (const part of [
    good.slice(0, good.length / 2),
    good.slice(0, 30),
    ` \n${good.replace('\n', '\n\n')}`,
  ]) {
    const { text } = await here.answers(part, 'unreadable', 422);
    assert.match(text, /It begins like a receipt/);
  }
  for (const empty of ['', ' \r\n ']) {
    const { status, text } = await here.paste(empty);
    assert.equal(status, 422);
    assert.match(text, /There is a problem Paste a receipt first/);
  }
  const huge = await here.paste('A'.repeat(300_000));
  assert.equal(huge.status, 413);
  assert.match(huge.text, /request-too-large/);
});

test('a forked ledger is found out by anybody who has a receipt of the other side, shorter or longer', async () => {
  for (const count of [3, 900, 2000]) {
    const opening = await write(twin.store, { kind: 'hold-released', hold: 'h' });
    await twin.hour(count);
    const before = here.events.length;
    const { text } = await here.answers(await receiptOf(twin.context, { opening }), 'another-story');
    assert.match(text, /A legal hold ended/, 'our key signed it, so it is told');
    const codes = here.events.slice(before).flatMap((one) => ('code' in one ? [one.code] : []));
    assert.ok(codes.includes('ledger-two-stories'), 'whoever runs this is told too');
  }
});

test('files cut short, changed or gone on our disk are our trouble, and no receipt’s', async () => {
  const opening = await write(here.store, { kind: 'shift-closed', statement: 'ab' });
  await here.hour(2);
  const receipt = await receiptOf(here.context, { opening });
  const leaf = Buffer.from(readReceipt(receipt).leaf).toString('hex');
  const folder = join(here.context.config.dataFolder, 'published', 'ledger');
  const tiles = (await readdir(join(folder, 'tile', '0'), { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
  const kept = new Map<string, Buffer>();
  for (const path of [...tiles, join(folder, 'checkpoint')]) kept.set(path, await readFile(path));
  const whole = async () => {
    for (const [path, bytes] of kept) await writeFile(path, bytes);
  };
  const broken = async (what: string, code: string) => {
    const before = here.events.length;
    for (const [language, start] of [
      ['en', 'Some files of the ledger'],
      ['ar', 'بعض ملفات السجل'],
    ] as const) {
      const answer = await here.paste(receipt, language);
      assert.equal(answer.status, 503, what);
      assert.ok(answer.text.includes(start) && answer.text.includes('ledger-files-broken'), answer.text);
    }
    assert.equal(
      (await here.open(`/ledger/receipt/${leaf}`)).status,
      503,
      `${what}: no receipt is handed out`,
    );
    const codes = new Set(
      here.events.slice(before).flatMap((one) => (one.event === 'fault' ? [one.code] : [])),
    );
    assert.ok(codes.has(code), `${what}: ${[...codes]}`);
    await whole();
    await here.answers(receipt, 'holds');
  };
  for (const path of tiles) await truncate(path, 32);
  await broken('cut short', 'ledger-tile-truncated');
  for (const path of tiles) await rm(path);
  await broken('gone', 'ledger-tile-missing');
  for (const path of tiles) await writeFile(path, Buffer.alloc(kept.get(path)?.length ?? 0, 9));
  await broken('changed', 'ledger-proof-invalid');
  await truncate(join(folder, 'checkpoint'), 50);
  await broken('a checkpoint cut short', 'ledger-note-malformed');
  const note = (await readFile(join(folder, 'checkpoint'), 'utf8')).replace(
    /\n.{44}\n/,
    `\n${'A'.repeat(43)}=\n`,
  );
  await writeFile(join(folder, 'checkpoint'), note);
  assert.equal((await here.open('/ledger')).status, 503, 'a checkpoint that was changed is not shown');
  await whole();
});

test('a database that tells another story than the files answers 409, and the page says why', async () => {
  const { events, pool, store } = twin;
  const database = pool();
  const [last] = (await database.query('select * from ledger_checkpoints order by tree_size desc limit 1'))
    .rows;
  await database.query('delete from ledger_checkpoints where tree_size = $1', [last.tree_size]);
  const behind = await twin.open('/ledger', 'en');
  assert.deepEqual([behind.status, /database is older/.test(behind.text)], [409, true], behind.text);
  await database.query('insert into ledger_checkpoints values ($1, $2, $3, $4)', [
    last.tree_size,
    last.slot,
    last.frontier,
    last.note,
  ]);
  await rm(join(twin.context.config.dataFolder, 'published'), { recursive: true, force: true });
  await database.query('update ledger_leaves set commitment = sha256(commitment) where leaf_index = 3');
  await database.end();
  const forked = await twin.open('/ledger', 'ar');
  assert.deepEqual([forked.status, /ledger-two-stories/.test(forked.text)], [409, true], forked.text);
  assert.ok(
    store && events.every((one) => one.event !== 'request' || one.status < 500 || one.status === 503),
  );
});

test('T9: nothing that was pasted is logged, and nothing of it is stored', async () => {
  const canary = 'Zdenka-Quetzalcoatl-4711';
  await here.paste(canary);
  await here.paste(`c2sp.org/tlog-proof@v1\nextra ${canary}\nindex 1\n\n${canary}\n1\nAAAA\n`);
  assert.ok(
    here.events.some((one) => one.event === 'request' && one.method === 'POST' && one.route === '/ledger'),
  );
  assert.ok(!JSON.stringify(here.events).includes(canary));
  const database = here.pool();
  const { rows } = await database.query('select count(*)::int as n from ledger_unsequenced');
  await database.end();
  assert.equal(rows[0].n, 0);
});
