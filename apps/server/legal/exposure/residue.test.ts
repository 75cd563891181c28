import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADVERSARIES, type Adversary, type Demand } from '@commonkey/exposure';
import { NAME, sent } from '../../portal/after/testing/sent.ts';
import { portalHall } from '../../portal/testing/hall.ts';
import { scanBytes, textMarker } from '../../residue/scan.ts';
import { openPool } from '../../store/connect.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { ask } from './ask.ts';

const STAFF = '11111111-2222-4333-8444-555555555555';
/** A thousand take a minute of a quiet machine: asked for by `CK_EXPOSURE_RUNS=1000`. What one run leaves, a hundred leave. */
const RUNS = Number(process.env.CK_EXPOSURE_RUNS ?? 100);

/** Every row of every table, as one digest each. */
async function everyRow({ address }: TestDatabase): Promise<Record<string, string>> {
  const pool = openPool(address, { max: 1, readOnly: true });
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: digests } = await pool.query<{ digest: string | null }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as digest from "${name}" t`,
    );
    found[name] = String(digests[0]?.digest);
  }
  await pool.end();
  return found;
}

async function everyFile(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, string> = {};
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return found;
}

forOneServer('EX-05: asking leaves nothing behind', (test) => {
  test('EX-05: so many runs leave so many log lines, no row, no file, no byte of anybody', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('what is asked is the same');
    const hall = await portalHall(db, t);
    const { id } = await sent(hall);
    const { context, keeper } = hall;
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .executeTakeFirstOrThrow();
    const demand: Demand = {
      format: 'commonkey-demand-1',
      id: 'matter-7',
      instrument: { type: 'court-order', issuer: 'a court', served: '2026-11-22', gag: 'none' },
      items: [{ words: 'everything', subjects: [{ field: 'person', is: 'named' }], records: 'all' }],
      source: { mark: 'OWN', note: 'from the paper itself' },
    };
    const [rows, files] = [await everyRow(db), await everyFile(keeper.folder)];
    context.events.length = 0;
    let last = '';
    for (let run = 0; run < RUNS; run += 1) {
      const as: Adversary = ADVERSARIES[run % ADVERSARIES.length] ?? 'court-order';
      last = JSON.stringify(await ask(context, { staffId: STAFF }, demand, { scope: `run ${run % 7}`, as }));
    }
    assert.equal(context.events.length, RUNS);
    for (const event of context.events)
      assert.deepEqual(Object.keys(event).sort(), ['count', 'event', 'scope', 'staff']);
    const said = JSON.stringify(context.events) + last;
    const planted = [NAME, 'Quakenbush', id, reference].map((one, at) => textMarker(`planted ${at}`, one));
    assert.deepEqual(scanBytes('said', Buffer.from(said), planted), [], 'in no encoding');
    assert.equal(scanBytes('said', Buffer.from(said + btoa(reference)), planted).length, 1, 'the scan sees');
    assert.deepEqual(await everyRow(db), rows);
    assert.deepEqual(await everyFile(keeper.folder), files);
  });
});
