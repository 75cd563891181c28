import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { commonkey } from '../ceremony/terminal.ts';
import { startCityHall } from '../journeys/service.ts';

const DAY = 86_400_000;
/** The ports change from run to run, the city does not. */
const CITY = { COMMONKEY_ISSUER: 'https://cards.example' };

async function city(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-told-'));
  const dataFolder = join(folder, 'data');
  t.after(async () => {
    const database = await realpath(join(dataFolder, 'postgres')).catch(() => folder);
    await rm(database, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  const mark = join(dataFolder, 'secrets', 'clock');
  return {
    folder,
    mark,
    doubt: join(dataFolder, 'secrets', 'clock-doubt'),
    start: (env: Record<string, string> = {}) => startCityHall(t, { dataFolder, env: { ...CITY, ...env } }),
    /** What doctor, a process of its own, says of the date. */
    async doctor(): Promise<string> {
      const { out } = await commonkey(['doctor', '--json'], { COMMONKEY_DATA: dataFolder });
      const { findings } = JSON.parse(out) as { findings: { level: string; code: string }[] };
      return findings
        .filter(({ code }) => code.startsWith('date-'))
        .map(({ level, code }) => `${level} ${code}`)
        .join();
    },
  };
}

test('I13: a service that ran for minutes leaves up to when it counted, and a rest after it is told with its way out', {
  timeout: 600_000,
}, async (t) => {
  const { mark, start, doctor } = await city(t);
  const first = await start();
  assert.ok(existsSync(mark), 'from the first start on');
  assert.equal(await doctor(), 'ok date-borne-out');
  const begun = await readFile(mark, 'utf8');
  await first.stop();
  assert.notEqual(await readFile(mark, 'utf8'), begun, 'and what ran until a clean stop');
  // As a machine leaves it that was paused for two days: nobody counted them.
  const before = new Date(Date.now() - 2 * DAY).toISOString();
  const [, , , boot = ''] = begun.split('\n');
  await writeFile(mark, [before, before, String(uptime() * 1000), boot].join('\n'));
  const again = await start();
  assert.match(again.log(), /"event":"fault","code":"clock-waits-for-word"/);
  assert.match(again.log(), /every browser is on this machine.*COMMONKEY_TODAY=\d{4}-\d\d-\d\d/);
  assert.equal(await doctor(), 'warn date-waits');
  assert.equal((await readFile(mark, 'utf8')).split('\n')[0], before, 'a start alone is no word about it');
  await again.stop();
  const told = await start({ COMMONKEY_TODAY: new Date().toISOString().slice(0, 10) });
  assert.doesNotMatch(told.log(), /clock-waits-for-word/);
  assert.equal(await doctor(), 'ok date-borne-out', 'what a person said is kept at once');
  await told.stop();
});

/** Node's option that moves the clock of one process by as much as a file says, while it runs. */
function clockMovedBy(file: string): { NODE_OPTIONS: string } {
  const script = `import { readFileSync } from 'node:fs';
    const Real = Date; const by = () => Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + by()] : given)); }
      static now() { return Real.now() + by(); }
    };`;
  return { NODE_OPTIONS: `--import data:text/javascript;base64,${Buffer.from(script).toString('base64')}` };
}

test('I13: a clock that leaps while the service runs is told at once, by log and doctor, until it is right again', {
  timeout: 600_000,
}, async (t) => {
  const { folder, doubt, start, doctor } = await city(t);
  const by = join(folder, 'moved-by');
  await writeFile(by, '0');
  const hall = await start(clockMovedBy(by));
  assert.equal(await doctor(), 'ok date-borne-out');
  await writeFile(by, String(3 * DAY));
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((next) => setTimeout(next, 100));
  };
  await until(() => /"event":"fault","code":"clock-leapt"/.test(hall.log()));
  await until(() => existsSync(doubt));
  assert.equal(await doctor(), 'fail date-doubted-machine');
  await writeFile(by, '0');
  await until(() => !existsSync(doubt));
  assert.equal(await doctor(), 'ok date-borne-out');
  await writeFile(by, String(3 * DAY));
  await until(() => existsSync(doubt));
  await hall.stop();
  assert.equal(existsSync(doubt), false, 'a service that stopped says nothing');
  assert.equal(await doctor(), 'ok date-borne-out');
});
