import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { urlOf } from '@commonkey/server/doctor/testing/url.ts';
import { allReleases } from '@commonkey/server/public/statistics/releases.ts';
import { chicagoSized } from '@commonkey/server/public/statistics/testing/history.ts';
import { addClosedShift } from '@commonkey/server/public/statistics/testing/shifts.ts';
import { openPool } from '@commonkey/server/store/connect.ts';
import type { Writer } from '@commonkey/server/store/store.ts';
import { forOneServer } from '@commonkey/server/testing/database.ts';
import { main } from '../main.ts';
import { runCommand } from '../testing/run.ts';

/** As the sequencer does in its hour: what waits gets its number. */
async function numberAll(tx: Writer): Promise<void> {
  const waiting = await tx.selectFrom('ledger_unsequenced').select('commitment').execute();
  const leaves = waiting.map(({ commitment }, leaf_index) => ({ leaf_index, commitment }));
  await tx.insertInto('ledger_leaves').values(leaves).execute();
}

forOneServer('commonkey statistics', (test) => {
  test('a history goes in, is published, and every number is worked out again; an altered one is found', async ({
    store,
    address,
  }, t) => {
    const folder = await mkdtemp(join(tmpdir(), 'ck-statistics-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const before = { ...process.env };
    t.after(async () => void Object.assign(process.env, before));
    Object.assign(process.env, { COMMONKEY_DATA: folder, DATABASE_URL: urlOf(address) });
    const now = new Date('2026-04-20T15:00:00Z');
    const run = (...argv: string[]) =>
      runCommand((words, io) => main(['statistics', ...words], io), argv, now);
    const file = join(folder, 'history.csv');
    const { text } = chicagoSized();

    assert.match((await run('recompute')).out, /Nothing is published yet/);
    const nothing = await run('publish');
    assert.deepEqual([nothing.code, /statistics-nothing\]/.test(nothing.err)], [2, true]);
    for (const [wrong, fault] of [
      [
        text.replace('145825', '145824'),
        /says 145824 cards in all, and its lines make 145825.*statistics-total-differs/,
      ],
      [
        `${text}2026-Q2,online,3\n`,
        /Line 66 counts 2026-Q2, which is not over.*2026-Q1.*statistics-quarter-future/,
      ],
      [
        text.replace(/^2019-Q1,online,0$/m, '2019-Q1,by-mail,0'),
        /There are: in-person, online.*statistics-channel-unknown/,
      ],
    ] as const) {
      await writeFile(file, wrong);
      const refused = await run('import', file);
      assert.equal(refused.code, 2);
      assert.match(refused.err, fault);
    }
    await writeFile(file, text);
    assert.match((await run('import', file)).out, /^145,825 cards from 2018-Q2 to 2025-Q4 are in/);
    assert.equal((await run('import', file)).code, 2, 'again');
    assert.equal((await run('import')).code, 2);
    assert.match((await run('import', join(folder, 'none.csv'))).err, /cli-file-unreadable/);

    const ages = { from: [18], cards: [60, 90] };
    await addClosedShift(store, '2026-02-03', { cards: 175, handedOver: 3, ages });
    const published = await run('publish');
    assert.equal(published.code, 0, published.err);
    assert.match(published.out, /Release 1 is public: to the end of 2026-Q1, 146,000 cards in all/);
    assert.match(published.out, /2026-Q1: 175 cards, not told in person, not told online/);
    assert.match(published.out, /2026-Q1: ages 0-17: 60, 18-: 90; not known: 25/);
    const same = await run('recompute');
    assert.equal(same.code, 0, same.out);
    assert.match(same.out, /^NOTHING DIFFERS\. 1 release follows/);

    const [statistics, openings] = [join(folder, 'statistics.json'), join(folder, 'openings.jsonl')];
    const releases = (await allReleases(store.read)).map(({ row, said }) => ({
      ...said,
      publishedOn: row.published_on,
    }));
    await writeFile(statistics, JSON.stringify({ v: 1, releases }));
    await store.write((tx) => numberAll(tx));
    assert.equal((await runCommand(main, ['ledger', 'openings', '--out', openings], now)).code, 0);
    const check = (...more: string[]) =>
      run('check', '--statistics', statistics, '--openings', openings, ...more);
    const held = await check('--history', file);
    assert.equal(held.code, 0, held.out);
    assert.match(held.out, /^IT HOLDS\.[\s\S]*60 numbers agree/);
    assert.match((await check()).out, /Cannot be determined from what was handed over: 2018-Q2 in-person/);
    const nicer = JSON.stringify({ v: 1, releases }).replace('"inPerson":4704', '"inPerson":4720');
    await writeFile(statistics, nicer);
    const altered = await check('--history', file);
    assert.equal(altered.code, 1);
    assert.match(
      altered.out,
      /^IT DOES NOT HOLD[\s\S]*None of the openings speaks[\s\S]*Differs: 20\d\d-Q\d in-person\./,
    );
    await writeFile(statistics, '{"releases":[]}');
    assert.match((await check()).err, /statistics-file-malformed/);

    const pool = openPool(address, { max: 1, readOnly: false });
    try {
      await pool.query('set session_replication_role = replica');
      await pool.query(`update statistics_releases set said = replace(said, '146000', '146001')`);
    } finally {
      await pool.end();
    }
    const differs = await run('recompute', '--json');
    assert.equal(differs.code, 1);
    assert.deepEqual(JSON.parse(differs.out).releases, [
      { release: 1, faults: ['not-as-committed', 'numbers-differ'] },
    ]);
    assert.match((await run('recompute')).out, /^SOMETHING DIFFERS\.\nRelease 1: its row opens no entry/);
  });
});
