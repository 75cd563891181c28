import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { configure } from '@commonkey/server';
import { noteServed } from '@commonkey/server/backup/served.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { startDatabase } from '@commonkey/server/database.ts';
import { migrate } from '@commonkey/server/store/migrate.ts';
import { runCommand } from '../testing/run.ts';
import { recordsChange } from './change.ts';

const ONLINE = fileURLToPath(new URL('../../../programs/model-city-online', import.meta.url));
const FOLDER = join(process.cwd(), 'programs', 'model-city-online');
const place = mkdtempSync(join(tmpdir(), 'ck-change-'));
const held = process.env.COMMONKEY_DATA;
process.env.COMMONKEY_DATA = join(place, 'data');
after(() => {
  if (held === undefined) delete process.env.COMMONKEY_DATA;
  else process.env.COMMONKEY_DATA = held;
  rmSync(place, { recursive: true, force: true });
});

const run = (...argv: string[]) => runCommand(recordsChange, argv);

/** A city that rests. */
before(async () => {
  const config = configure({ COMMONKEY_DATA: join(place, 'data') }, '/');
  const database = await startDatabase(config, (size) => new Uint8Array(randomBytes(size)));
  await migrate(database.address);
  await database.stop();
});

test('another schedule is shown before it is applied, with what is held now', async () => {
  const next = join(place, 'next');
  cpSync(ONLINE, next, { recursive: true });
  const file = join(next, 'series.json');
  const text = JSON.parse(readFileSync(file, 'utf8'));
  const statement = text.series.find(({ id }: { id: string }) => id === 'shift-statement');
  statement.period = { years: 2 };
  writeFileSync(file, JSON.stringify(text));
  const said = await run(next);
  assert.equal(said.code, 1, said.err);
  assert.match(
    said.out,
    /shift-statement: no record is held now\n {2}after shift-close: 3 years → 2 years, -365 days/,
  );
  assert.match(said.out, /A record that is stored keeps the day it was given/);
  assert.match(said.out, /^Held against model-city-online [^ ]+, in .*programs\/model-city-online\. /);
  const { served, changes } = JSON.parse((await run(next, '--json')).out);
  assert.equal(changes.length, 1);
  assert.deepEqual([served.id, served.folder], ['model-city-online', FOLDER]);
  const same = await run(ONLINE);
  assert.equal(same.code, 0);
  assert.match(
    same.out,
    /^Held against .*\nNothing moves: both schedules end every record on the same day\.\n$/,
  );
  const none = await run();
  assert.equal(none.code, 2);
  assert.match(none.err, /records-change-usage/);
});

test('rules that no longer ask for a certificate say that what is due ends at the next sweep', async () => {
  const named = process.env.COMMONKEY_PROGRAM;
  const certified = join(place, 'certified');
  cpSync(ONLINE, certified, { recursive: true });
  const file = join(certified, 'series.json');
  const text = JSON.parse(readFileSync(file, 'utf8'));
  for (const [id, item] of [
    ['shift-statement', '5'],
    ['used-ribbon', '6'],
  ]) {
    const own = text.series.find((one: { id: string }) => one.id === id);
    const { source } = own;
    own.certificate = { daysBefore: 30, authority: 'The commission' };
    own.approval = { commission: 'The commission', application: '26-014', item, on: '2026-01-13', source };
  }
  writeFileSync(file, JSON.stringify(text));
  process.env.COMMONKEY_PROGRAM = certified;
  try {
    const said = await run(ONLINE);
    assert.equal(said.code, 1, said.err);
    assert.ok(said.out.includes(`, in ${certified}. `), said.out);
    assert.match(
      said.out,
      /any more: what is due, on no certificate and under no hold ends at the next sweep/,
    );
    assert.match(said.out, /any more: nothing ends by itself. Whoever has a thing/, 'no sweep ends a ribbon');
    assert.match(said.out, /also of records stored before/);
    const spanish = await run(ONLINE, '--lang', 'es');
    assert.match(spanish.out, /termina en el próximo barrido/);
  } finally {
    if (named === undefined) delete process.env.COMMONKEY_PROGRAM;
    else process.env.COMMONKEY_PROGRAM = named;
  }
});

test('rules that were edited where they lie are not those that the service runs by, whatever their version', async () => {
  const [mine, named] = [join(place, 'edited-in-place'), process.env.COMMONKEY_PROGRAM];
  cpSync(ONLINE, mine, { recursive: true });
  process.env.COMMONKEY_PROGRAM = mine;
  const config = configure({ COMMONKEY_DATA: join(place, 'data') }, '/');
  try {
    await noteServed(config, await loadProgram(mine));
    assert.equal((await run(mine)).code, 0, 'as they are served');
    const file = join(mine, 'series.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"years": 3', '"years": 1'));
    const said = await run(mine);
    assert.equal(said.code, 2, said.out);
    assert.match(said.err, /records-rules-not-served: .*edited-in-place.*model-city-online/s);
    process.env.COMMONKEY_PROGRAM = ONLINE;
    assert.equal((await run(mine)).code, 1, 'held against a copy of those that are');
  } finally {
    rmSync(join(place, 'data', 'secrets'), { recursive: true });
    if (named === undefined) delete process.env.COMMONKEY_PROGRAM;
    else process.env.COMMONKEY_PROGRAM = named;
  }
});
