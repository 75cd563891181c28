import assert from 'node:assert/strict';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { leafOf } from '@commonkey/ledger';
import { speaker } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { state } from '../../store/statements.ts';
import { type Databases, openDatabases } from '../../testing/server.ts';
import { leafCheck } from '../against-leaf.ts';
import { KNOWN_KINDS, spokenEvent } from './spoken-event.ts';
import { type Served, served } from './testing/served.ts';
import { ledgerWords } from './words.ts';

const closing: (() => Promise<unknown>)[] = [];
const t = { after: (work: () => Promise<void>) => void closing.unshift(work) };
let databases: Databases | null;
let here: Served;

before(async () => {
  databases = await openDatabases('embedded');
  assert.ok(databases);
  here = await served(databases, t);
});
after(async () => {
  for (const close of closing) await close();
  await databases?.end();
});

test('before the first full hour the page says so, and nothing has a receipt', async () => {
  const { status, text } = await here.open('/ledger');
  assert.equal(status, 200);
  assert.match(text, /Nothing has a number yet/);
  const none = await here.open(`/ledger/receipt/${'0'.repeat(64)}`);
  assert.equal(none.status, 404);
  assert.match(none.text, /no such entry.*\[?ledger-leaf-unknown/);
});

test('what the city says openly leads to its receipt, and the receipt pasted back holds', async () => {
  const digest = 'ab'.repeat(32);
  await here.store.write((tx) => state(tx, { kind: 'app-served', subject: 'desk', digest }, here.context));
  const waiting = await here.open('/ledger');
  assert.match(
    waiting.text,
    new RegExp(`served this version of one of its apps. desk Fingerprint: ${digest}`),
  );
  assert.match(waiting.text, /Not in the ledger yet\. It gets its place and a receipt at the next full hour/);
  assert.doesNotMatch(waiting.body, /ledger\/receipt\//, 'no link that leads nowhere');
  await here.hour(20);
  const { body, text } = await here.open('/ledger');
  assert.match(text, /Entries 32 Some of them are empty/);
  assert.match(text, /Last signed March 2, 2026, 05:00 \(\u2066America\/Chicago, UTC\u22126\u2069\)/);
  assert.match(text, /Nobody outside the city signs it yet/);
  const path = /href="(\/ledger\/receipt\/[0-9a-f]{64})"/.exec(body)?.[1] ?? '';
  const receipt = await here.open(path);
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
    const answer = await here.answers(pasted, 'holds');
    assert.match(answer.text, /From March 2, 2026 on, the city served this version of one of its apps/);
    assert.ok(answer.text.includes(digest));
  }
});

/** The page's words on each statement, newest first. */
const standings = (text: string): string[] =>
  [...text.matchAll(/We checked: the ledger says|Not in the ledger yet|Does not match|Not checked/g)].map(
    ([found]) => found,
  );

test('a statement that a superuser edits, invents or takes the leaf from does not match, in every language', async () => {
  const said = { kind: 'app-served', subject: 'desk', digest: 'ab'.repeat(32) } as const;
  await here.store.write((tx) => state(tx, said, here.context));
  await here.hour(20);
  const database = here.pool();
  const [row] = (await database.query('select * from public_statements')).rows;
  const [leaf] = (await database.query('select * from ledger_leaves order by leaf_index limit 1')).rows;
  const found = async () => standings((await here.open('/ledger')).text);
  const set = (column: string, value: unknown) =>
    database.query(`update public_statements set ${column} = $1`, [value]);
  assert.deepEqual(await found(), ['We checked: the ledger says']);
  for (const [column, value] of [
    ['digest', 'ba'.repeat(32)],
    ['subject', 'verify'],
    ['kind', 'program-in-force'],
    ['said_on', '2026-03-01'],
    ['ledger_salt', Buffer.alloc(32, 7)],
  ] as const) {
    const before = here.events.length;
    await set(column, value);
    assert.deepEqual(await found(), ['Does not match'], column);
    const codes = here.events.slice(before).flatMap((one) => ('code' in one ? [one.code] : []));
    assert.deepEqual(codes, ['ledger-statement-altered'], 'whoever runs this is told');
    await set(column, row[column]);
  }
  await set('digest', 'ba'.repeat(32));
  for (const [language, catalogue] of Object.entries(ledgerWords)) {
    const { body, text } = await here.open('/ledger', language);
    const say = speaker(language, catalogue);
    assert.ok(text.includes(say('ledger.said-altered')), language);
    assert.match(body, new RegExp(`class="state state-overdue">${say('ledger.entry-altered')}<`), language);
    assert.doesNotMatch(body, /ledger\/receipt\//, 'no receipt is offered for it');
  }
  await set('digest', row.digest);
  const own = leafOf({
    salt: row.ledger_salt,
    event: { ...said, said_on: '2026-03-02' },
  });
  const leaves = 'update ledger_leaves set commitment = $1 where commitment = $2';
  assert.equal((await database.query(leaves, [Buffer.alloc(32, 5), own])).rowCount, 1);
  // What was proven of a signed root is proven; another process has to look.
  const another = leafCheck(here.files.read);
  const published = await here.published();
  const check = () => another(here.store.read, published, [own]);
  assert.deepEqual(await check(), ['altered']);
  await database.query(leaves, [own, Buffer.alloc(32, 5)]);
  assert.deepEqual(await check(), ['matches']);
  // Nor does it help to put the new leaf where another one stands, or to take that one's place among the numbers.
  const { salt, event } = await inventedIn(database);
  const forged = leafOf({ salt, event });
  await database.query('update ledger_leaves set commitment = $1 where leaf_index = $2', [
    forged,
    leaf.leaf_index,
  ]);
  assert.deepEqual(await found(), ['Does not match', 'We checked: the ledger says']);
  await database.query('update ledger_leaves set commitment = $1 where leaf_index = $2', [
    leaf.commitment,
    leaf.leaf_index,
  ]);
  await database.query('delete from public_statements where ledger_salt = $1', [salt]);
  await set('digest', row.digest);
  await database.end();
  assert.deepEqual(await found(), ['We checked: the ledger says']);
});

/** A statement that was never made, with a salt of its own. */
async function inventedIn(database: ReturnType<Served['pool']>) {
  const salt = new Uint8Array(32).fill(9);
  const event = { kind: 'app-served', subject: 'desk', digest: 'fe'.repeat(32), said_on: '2026-03-02' };
  await database.query(
    'insert into public_statements (kind, subject, digest, said_on, ledger_salt) values ($1, $2, $3, $4, $5)',
    [event.kind, event.subject, event.digest, event.said_on, salt],
  );
  return { salt, event };
}

test('damaged files of our own accuse no statement, and are looked at again once they are whole', async () => {
  const digest = 'cd'.repeat(32);
  await here.store.write((tx) => state(tx, { kind: 'app-served', subject: 'verify', digest }, here.context));
  await here.hour(300);
  const tile = join(here.context.config.dataFolder, 'published', 'ledger', 'tile', '0', '000');
  const whole = await readFile(tile);
  for (const damage of [() => truncate(tile, 100), () => writeFile(tile, Buffer.alloc(whole.length, 9))]) {
    await damage();
    const { text, status } = await here.open('/ledger');
    assert.equal(status, 200, 'the key and the command stay where people look for them');
    assert.ok(standings(text).includes('Not checked'), text);
    assert.doesNotMatch(text, /Does not match|do not match/);
    await writeFile(tile, whole);
  }
  const { text } = await here.open('/ledger');
  assert.deepEqual(new Set(standings(text)), new Set(['We checked: the ledger says']));
  await writeFile(tile, Buffer.alloc(whole.length, 9));
  const again = standings((await here.open('/ledger')).text);
  assert.deepEqual(again, standings(text), 'what was proven of a signed root stays so');
  await writeFile(tile, whole);
});

/** Say `kind` of something else, beside what they write. */
const NO_EVENTS: readonly string[] = [
  'legal/publish/publish-demand.ts',
  'register/report/publish-report.ts',
  // Hidden within another entry, and none of its own.
  'store/acted-by.ts',
];

test('every kind that is written into the ledger has its sentence in every language', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const found = new Set<string>();
  for (const name of await readdir(root, { recursive: true })) {
    if (!/\.tsx?$/.test(name) || /test|node_modules/.test(name)) continue;
    const source = await readFile(join(root, name), 'utf8');
    if (!/LedgerEvent\b|store\/record\.ts|store\/openings\.ts/.test(source) || NO_EVENTS.includes(name))
      continue;
    for (const [, one = '', other] of source.matchAll(
      /\bkind: [^,;\n{}]*?'([a-z]+(?:-[a-z]+)*)'(?: : '([a-z-]+)')?/g,
    ))
      for (const kind of [one, ...(other === undefined ? [] : [other])]) found.add(kind);
  }
  assert.ok(found.size >= 20, 'the search finds them');
  assert.deepEqual(
    [...found].filter((kind) => !KNOWN_KINDS.includes(kind)),
    [],
    'a new kind needs a line in spoken-event.ts and its sentence in ten languages',
  );
  const facts = {
    signed_on: '2026-03-02',
    said_on: '2026-03-02',
    subject: '8F3K2M',
    imported_on: '2026-03-02',
    until: '2026-03-02',
    next_on: '2026-03-02',
    told_on: '2026-03-02',
  };
  const days = {
    destroyed_on: '2026-03-02',
    begun_on: '2026-03-02',
    issued_on: '2026-03-02',
    moved_on: '2026-03-02',
    until_on: '2026-03-02',
    received_on: '2026-03-02',
    confirmed_on: '2026-03-02',
    decided_on: '2026-03-02',
    added_on: '2026-03-02',
    closed_on: '2026-03-02',
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
  const { body } = await here.open('/ledger', 'ar');
  assert.ok(Buffer.byteLength(body) < 60_000, `${Buffer.byteLength(body)} bytes`);
  assert.ok(body.includes('/ledger/openings.json'));
  assert.doesNotMatch(body, /<script[^>]*>[^<]|\sstyle=/, 'nothing inline');
});
