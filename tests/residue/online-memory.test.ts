import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CLEANINGS } from '@commonkey/keeper/memory/cleaner.ts';
import { FORGETFUL_FLAGS, forgetfulEnvironment } from '@commonkey/keeper/memory/launch.ts';
import { groupCode } from '../../apps/server/portal/code.ts';
import { type Marker, textMarker } from '../../apps/server/residue/markers.ts';
import { scanMemory } from './memory.ts';
import { everyKey, openedByCode, take } from './service/attack.ts';
import { broughtAlong } from './service/database.ts';
import { applied, pattern, Reviewer, sends, withdraws } from './service/people.ts';
import { type ProcessRole, type Running, startRunning } from './service/running.ts';

const APPROVE = { verdict: 'approve', unmet: [] } as const;
const GONE = {
  name: 'Zéphyrine Quakenbush',
  born: ['23', '8', '1931'],
  address: '17 Thistlewood Lane',
  reach: 'zephyrine@quakenbush.example',
} as const;
const WRITING = {
  name: 'Ottoline Wimbleford',
  born: ['14', '11', '1937'],
  address: '903 Juniperhollow Row',
  reach: 'ottoline@wimbleford.example',
} as const;

/** Linux alone shows a process's memory as a file, and not to everybody. */
function mayLook(): boolean {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    scanMemory(child.pid ?? 0, [textMarker('any', 'nothing of the kind')]);
    return true;
  } catch {
    return false;
  } finally {
    child.kill('SIGKILL');
  }
}
const skip = mayLook() ? false : 'this user may not look into the memory of other processes';

function foundIn(pid: number, markers: readonly Marker[], shared = true): string[] {
  return scanMemory(pid, markers, { shared }).map(
    ({ marker, encoding, where }) => `${marker} (${encoding}) in ${where}`,
  );
}

/**
 * Looks until nothing is found. The key process and the database do not say when they have cleaned: so often that no
 * machine is too slow, as only a failure takes so long.
 */
async function untilClean(pid: number, markers: readonly Marker[], shared = true): Promise<string[]> {
  let found = foundIn(pid, markers, shared);
  for (let tries = 0; found.length > 0 && tries < 60; tries += 1) {
    await pause(3_000);
    found = foundIn(pid, markers, shared);
  }
  return found;
}

/** Prints when city hall begins and ends a cleaning, from within. */
const SAYS_CLEANINGS = `import { subscribe } from 'node:diagnostics_channel';
subscribe('${CLEANINGS}', (word) => process.stdout.write('\\ncleaning ' + word + '\\n'));`;
const asData = (script: string) => `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`;

const cleanings = (service: Running, word: 'began' | 'done') =>
  service.log().split(`\ncleaning ${word}\n`).length - 1;

/** Longer than the cleaner waits for a pause, and as long again. */
const NO_MORE_TO_COME_MS = 120_000;

/**
 * What city hall holds after the first whole cleaning that began after now, however long a slow machine takes to come to
 * it. Where the last answer is still on its way out as that begins, another follows, and counts instead.
 */
async function afterCleaning(service: Running, pid: number, markers: readonly Marker[]): Promise<string[]> {
  const before = cleanings(service, 'began');
  let found = ['nothing was cleaned'];
  for (let whole = before + 1; whole <= before + 2; whole += 1) {
    const patience = performance.now() + NO_MORE_TO_COME_MS;
    while (cleanings(service, 'done') < whole && performance.now() < patience) await pause(100);
    if (cleanings(service, 'done') < whole) break;
    found = foundIn(pid, markers);
    if (found.length === 0) break;
  }
  return found;
}

const pidsOf = (service: Running, role: ProcessRole): number[] =>
  service.processes().flatMap((one) => (one.role === role ? [one.pid] : []));

test('T9: soon after the last request no process remembers anybody, and none the keys of who is gone', {
  skip,
}, async (t) => {
  const service = await startRunning(t, { env: { NODE_OPTIONS: `--import ${asData(SAYS_CLEANINGS)}` } });
  const reviewer = new Reviewer(service);
  await reviewer.joinFirst(service);
  const [one, two, three] = [await pattern(1), await pattern(2), await pattern(3)];
  const gone = await applied(service, GONE, [one, two, three]);
  const writing = await applied(service, WRITING, [two, three, one]);
  await sends(gone);

  const store = await broughtAlong(service.dataFolder).open();
  const { application } = await openedByCode(store, service.dataFolder, gone.code);
  const records = (await take(store, service.dataFolder)).filter(
    (record) => record.application === application,
  );
  await store.close();
  const keys = await everyKey(service.dataFolder);
  const dead: Marker[] = records.map(({ epoch, slot }, i) => {
    const key = keys.get(`${epoch}/${slot}`);
    assert.ok(key);
    return { name: `key ${i}`, bytes: Buffer.from(key) };
  });
  assert.equal(dead.length, 4);

  assert.equal(await reviewer.decideNext(APPROVE), GONE.name);
  await withdraws(gone);

  const codes = [gone, writing].flatMap(({ code }) => [code, groupCode(code)]);
  const typed = [
    ...gone.markers,
    ...writing.markers,
    ...codes.map((code, i) => textMarker(`code ${i}`, code)),
  ];
  const everything = [...typed, ...dead];
  const [cityHall = 0] = pidsOf(service, 'city-hall');
  const [keeper = 0] = pidsOf(service, 'keeper');
  const alive = {
    cityHall: textMarker('city', 'https://cards.example'),
    keeper: textMarker('city', 'https://cards.example'),
  };
  assert.deepEqual(await afterCleaning(service, cityHall, everything), [], 'city hall');
  assert.deepEqual(await untilClean(keeper, everything), [], 'the key process');
  assert.ok(scanMemory(cityHall, [alive.cityHall]).length > 0, 'the scan sees what city hall does remember');
  assert.ok(scanMemory(keeper, [alive.keeper]).length > 0, 'and what the key process does');

  const others = service.processes().filter(({ role }) => role !== 'city-hall' && role !== 'keeper');
  assert.ok(others.some(({ role }) => role === 'database') && others.some(({ role }) => role === 'upload'));
  let shared = true;
  for (const { pid, role } of others) {
    // Processes of the database come and go with their connections.
    if (!pidsOf(service, role).includes(pid)) continue;
    assert.deepEqual(await untilClean(pid, everything, shared), [], role);
    if (role === 'database') shared = false;
  }
});

test('what a process still holds is found, and gone once it is dropped and cleaned', { skip }, async (t) => {
  const planted = textMarker('planted', 'Balthasar Crumpington');
  const script = fileURLToPath(new URL('service/holder.ts', import.meta.url));
  const child = spawn(process.execPath, [...FORGETFUL_FLAGS, script], {
    env: forgetfulEnvironment({}),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const pid = child.pid ?? 0;
  const says = async () => String(await once(child.stdout, 'data').then(([bytes]) => bytes)).trim();
  child.stdin.write(`hold ${Buffer.from(planted.bytes).toString('hex')}\n`);
  assert.equal(await says(), 'held');
  child.stdin.write('clean\n');
  assert.equal(await says(), 'cleaned');
  assert.ok(scanMemory(pid, [planted]).length > 0, 'held, so that no cleaning takes it');
  child.stdin.write('drop\n');
  // Whether it lies there until it is cleaned is not asked: a collection of its own accord may come first.
  assert.equal(await says(), 'dropped');
  child.stdin.write('clean\n');
  assert.equal(await says(), 'cleaned');
  assert.deepEqual(scanMemory(pid, [planted]), []);
});
