import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type LedgerEvent, readReceipt, writeReceipt } from '@commonkey/ledger';
import { testLog, testSigner } from '@commonkey/ledger/testing/log.ts';
import { speaker } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import type { Context } from '../../context.ts';
import { buildOrigin, wordsAndStatuses } from '../../http/origin.ts';
import { keeperOf } from '../../keeper/client.ts';
import { record } from '../../store/record.ts';
import { state } from '../../store/statements.ts';
import { openStore, type Store } from '../../store/store.ts';
import { type Databases, openDatabases } from '../../testing/server.ts';
import { routes as frontDoor } from '../../ui/routes.tsx';
import { receiptOf } from '../receipts.ts';
import { routes } from '../routes.tsx';
import { house } from '../testing/house.ts';
import { KNOWN_KINDS, spokenEvent } from './spoken-event.ts';
import { ledgerWords } from './words.ts';

const closing: (() => Promise<unknown>)[] = [];
const t = { after: (work: () => Promise<void>) => void closing.unshift(work) };
let databases: Databases | null;

/** A house that serves its ledger's page, and a twin with the same key that tells another story. */
let here: Awaited<ReturnType<typeof served>>;
let twin: Awaited<ReturnType<typeof served>>;

async function served(keys?: string) {
  assert.ok(databases);
  const address = await databases.fresh();
  const store = openStore(address, { read: 2, write: 2 });
  t.after(() => store.close());
  const built = await house(store, t, keys);
  const { context } = built;
  const offices = [frontDoor(context, async () => true), routes(context)];
  const app = await buildOrigin(context, { name: 'public', ...wordsAndStatuses(offices, 'public') });
  for (const office of offices) await office.public?.(app);
  t.after(() => app.close());
  return {
    ...built,
    store,
    app,
    pool: () => new Pool('url' in address ? { connectionString: address.url } : address),
  };
}

before(async () => {
  databases = await openDatabases('embedded');
  here = await served();
  // The key process has its keys, and has signed nothing yet.
  await keeperOf(here.context).ask('public-keys', {});
  const keys = await mkdtemp(join(tmpdir(), 'ck-twin-'));
  await cp(here.keeper.folder, keys, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  twin = await served(keys);
});
after(async () => {
  for (const close of closing) await close();
  await databases?.end();
});

const words = (body: string): string =>
  body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');

async function open(path: string, language = 'en', app: FastifyInstance = here.app) {
  const { statusCode, headers, body } = await app.inject({
    url: `${path}?lang=${language}`,
    headers: { accept: 'text/html' },
  });
  return { status: statusCode, headers, body, text: words(body) };
}

async function paste(receipt: string, language = 'en') {
  const { origin } = here.context.config.origins.public;
  const { statusCode, headers, body } = await here.app.inject({
    method: 'POST',
    url: `/ledger?lang=${language}`,
    headers: { accept: 'text/html', origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ receipt }).toString(),
  });
  assert.equal(headers['cache-control'], 'no-store');
  return { status: statusCode, body, text: words(body) };
}

/** In the words of both, so that no sentence stands in one language alone. */
async function answers(receipt: string, verdict: string, status = 200) {
  let english = { body: '', text: '' };
  for (const language of ['ar', 'en']) {
    const answer = await paste(receipt, language);
    const say = speaker(language, ledgerWords[language] ?? {});
    assert.equal(answer.status, status, answer.text);
    for (const key of [`${verdict}-title`, `${verdict}-next`])
      assert.ok(answer.text.includes(say(`ledger.${key}`)), `${language} ${key}: ${answer.text}`);
    assert.ok(answer.body.includes(`lang="${language}"`));
    english = answer;
  }
  return english;
}

async function write(store: Store, event: LedgerEvent) {
  const { salt } = await store.write((tx) => record(tx, event));
  return { salt: new Uint8Array(salt), event };
}

test('before the first full hour the page says so, and nothing has a receipt', async () => {
  const { status, text } = await open('/ledger');
  assert.equal(status, 200);
  assert.match(text, /Nothing has a number yet/);
  const none = await open(`/ledger/receipt/${'0'.repeat(64)}`);
  assert.equal(none.status, 404);
  assert.match(none.text, /no such entry.*\[?ledger-leaf-unknown/);
});

test('what the city says openly leads to its receipt, and the receipt pasted back holds', async () => {
  const digest = 'ab'.repeat(32);
  await here.store.write((tx) => state(tx, { kind: 'app-served', subject: 'desk', digest }, here.context));
  const waiting = await open('/ledger');
  assert.match(
    waiting.text,
    new RegExp(`served this version of one of its apps. desk Fingerprint: ${digest}`),
  );
  assert.match(waiting.text, /What has no receipt yet gets one at the next full hour/);
  assert.doesNotMatch(waiting.body, /ledger\/receipt\//, 'no link that leads nowhere');
  await here.hour(20);
  const { body, text } = await open('/ledger');
  assert.match(text, /Entries 32 Some of them are empty/);
  assert.match(text, /Last signed March 2, 2026, \d\d:00/);
  assert.match(text, /Nobody outside the city signs it yet/);
  const path = /href="(\/ledger\/receipt\/[0-9a-f]{64})"/.exec(body)?.[1] ?? '';
  const receipt = await open(path);
  assert.match(
    String(receipt.headers['content-disposition']),
    /^inline; filename="receipt-[0-9a-f]{12}\.txt"$/,
  );
  assert.equal(receipt.headers['cache-control'], 'no-store');
  for (const pasted of [
    receipt.body,
    receipt.body.replaceAll('\n', '\r\n'),
    `\n\n  ${receipt.body.replaceAll('\n', ' \r\n\u00a0')}\n\n \n`,
  ]) {
    const answer = await answers(pasted, 'holds');
    assert.match(answer.text, /From March 2, 2026 on, the city served this version of one of its apps/);
    assert.ok(answer.text.includes(digest));
  }
});

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
  const { body, text } = await answers(await receiptOf(context, { opening: destroyed }), 'holds');
  assert.match(text, /On March 2, 2026 records were destroyed\. Kind: .&lt;b>x.\. How many: 1,234\./);
  assert.doesNotMatch(body, /<b>x/);
  const named = await answers(await receiptOf(context, { opening: known }), 'holds');
  const city = context.program.program.words.en ?? {};
  assert.ok(named.text.includes(`Kind: \u2068${city[`series.${known.event.series}`]}\u2069`));
  const odd = await answers(await receiptOf(context, { opening: strange }), 'holds');
  assert.match(odd.text, /no sentence for this kind of entry/);
  assert.ok(odd.body.includes('&lt;script>alert(1)&lt;/script>') && !odd.body.includes('<script>alert'));
  const lacking = await answers(await receiptOf(context, { opening: short }), 'holds');
  assert.match(lacking.text, /no sentence for this kind of entry/);
  const { leaf } = readReceipt(await receiptOf(context, { opening: destroyed }));
  const sealed = await answers(await receiptOf(context, { leaf }), 'holds');
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
    await answers(old, 'holds');
    await rm(folder, { recursive: true, force: true });
    await answers(old, 'holds');
  }
});

test('a receipt of another log, one that was changed and what is none: each is told apart, nobody is blamed', async () => {
  const log = testLog(testSigner('other.example/ledger'));
  const { note } = await log.grow(1);
  await answers(
    writeReceipt({ index: 0, proof: [], checkpoint: note }, { leaf: new Uint8Array(32) }),
    'another-log',
  );
  const { name } = (await keeperOf(here.context).ask('public-keys', {})).checkpoint;
  const impostor = await testLog(testSigner(name)).grow(1);
  const forged = { index: 0, proof: [], checkpoint: impostor.note };
  await answers(writeReceipt(forged, { leaf: new Uint8Array(32) }), 'not-as-signed');

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
    const { text } = await answers(changed, 'not-as-signed');
    assert.doesNotMatch(text, /Two people agreed/, 'nothing is told that was not proven');
  }
  for (const junk of [
    'hello',
    good.slice(0, good.length / 2),
    good.replace('tlog-proof@v1', 'tlog-proof@v2'),
    checkpoint,
    '=?\u0000'.repeat(20_000),
    'A'.repeat(65_536),
    '<script>alert(1)</script>',
  ]) {
    const { body } = await answers(junk, 'unreadable', 422);
    assert.ok(!body.includes(junk.slice(0, 40)) || junk === 'hello', 'nothing of it comes back');
  }
  for (const empty of ['', ' \r\n ']) {
    const { status, text } = await paste(empty);
    assert.equal(status, 422);
    assert.match(text, /There is a problem Paste a receipt first/);
  }
  const huge = await paste('A'.repeat(300_000));
  assert.equal(huge.status, 413);
  assert.match(huge.text, /request-too-large/);
});

test('a forked ledger is found out by anybody who has a receipt of the other side, shorter or longer', async () => {
  for (const count of [3, 900, 2000]) {
    const opening = await write(twin.store, { kind: 'hold-released', hold: 'h' });
    await twin.hour(count);
    const before = here.events.length;
    const { text } = await answers(await receiptOf(twin.context, { opening }), 'another-story');
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
      const answer = await paste(receipt, language);
      assert.equal(answer.status, 503, what);
      assert.ok(answer.text.includes(start) && answer.text.includes('ledger-files-broken'), answer.text);
    }
    assert.equal((await open(`/ledger/receipt/${leaf}`)).status, 503, `${what}: no receipt is handed out`);
    const codes = new Set(
      here.events.slice(before).flatMap((one) => (one.event === 'fault' ? [one.code] : [])),
    );
    assert.ok(codes.has(code), `${what}: ${[...codes]}`);
    await whole();
    await answers(receipt, 'holds');
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
  assert.equal((await open('/ledger')).status, 503, 'a checkpoint that was changed is not shown');
  await whole();
});

test('a database that tells another story than the files answers 409, and the page says why', async () => {
  const { app, events, pool, store } = twin;
  const database = pool();
  const [last] = (await database.query('select * from ledger_checkpoints order by tree_size desc limit 1'))
    .rows;
  await database.query('delete from ledger_checkpoints where tree_size = $1', [last.tree_size]);
  const behind = await open('/ledger', 'en', app);
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
  const forked = await open('/ledger', 'ar', app);
  assert.deepEqual([forked.status, /ledger-two-stories/.test(forked.text)], [409, true], forked.text);
  assert.ok(
    store && events.every((one) => one.event !== 'request' || one.status < 500 || one.status === 503),
  );
});

test('T9: nothing that was pasted is logged, and nothing of it is stored', async () => {
  const canary = 'Zdenka-Quetzalcoatl-4711';
  await paste(canary);
  await paste(`c2sp.org/tlog-proof@v1\nextra ${canary}\nindex 1\n\n${canary}\n1\nAAAA\n`);
  assert.ok(
    here.events.some((one) => one.event === 'request' && one.method === 'POST' && one.route === '/ledger'),
  );
  assert.ok(!JSON.stringify(here.events).includes(canary));
  const database = here.pool();
  const { rows } = await database.query('select count(*)::int as n from ledger_unsequenced');
  await database.end();
  assert.equal(rows[0].n, 0);
});

test('every kind that is written into the ledger has its sentence in every language', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const found = new Set<string>();
  for (const name of await readdir(root, { recursive: true })) {
    if (!/\.tsx?$/.test(name) || /test|node_modules/.test(name)) continue;
    const source = await readFile(join(root, name), 'utf8');
    for (const [, kind = ''] of source.matchAll(/record\(\s*\w+,\s*\{\s*kind: '([a-z-]+)'/g)) found.add(kind);
  }
  assert.ok(found.size >= 12, 'the search finds them');
  assert.deepEqual(
    [...found].filter((kind) => !KNOWN_KINDS.includes(kind)),
    [],
    'a new kind needs a line in spoken-event.ts and its sentence in ten languages',
  );
  const facts = {
    signed_on: '2026-03-02',
    said_on: '2026-03-02',
    until: '2026-03-02',
    next_on: '2026-03-02',
    told_on: '2026-03-02',
  };
  const days = {
    destroyed_on: '2026-03-02',
    begun_on: '2026-03-02',
    issued_on: '2026-03-02',
    moved_on: '2026-03-02',
  };
  const all = {
    ...facts,
    ...days,
    quota: 3,
    count: 3,
    series: 'papers',
    given: true,
    alone: true,
    narrowed: true,
  };
  for (const [language, catalogue] of Object.entries(ledgerWords)) {
    const say = speaker(language, catalogue);
    for (const kind of KNOWN_KINDS) {
      const yes = spokenEvent({ ...all, kind }, { say, language }, (id) => id);
      assert.ok(yes && !/[{}]|2026-03/.test(yes), `${language} ${kind}: ${yes}`);
    }
  }
  assert.equal(
    spokenEvent({ kind: 'constructor' }, { say: speaker('en', {}), language: 'en' }, String),
    null,
  );
});

test('UX: the page stays light with years of open entries', async () => {
  for (let i = 0; i < 90; i += 1) {
    const digest = `${i}`.padStart(64, 'c');
    const context: Context = { ...here.context };
    await here.store.write((tx) => state(tx, { kind: 'app-served', subject: 'verify', digest }, context));
  }
  await here.hour(1);
  const { body } = await open('/ledger', 'ar');
  assert.ok(Buffer.byteLength(body) < 60_000, `${Buffer.byteLength(body)} bytes`);
  assert.ok(body.includes('/ledger/openings.json'));
  assert.doesNotMatch(body, /<script[^>]*>[^<]|\sstyle=/, 'nothing inline');
});
