import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { configure } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { tellDoubt } from '../holds/clock-doubt.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { sealedFindings } from './vault.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-05T09:30:00Z');

test('I13: doctor says up to when time is borne out, and what bears out the rest', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ck-date-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'secrets'));
  const finding = async (last: string | null, env: Record<string, string> = {}) => {
    const path = join(folder, 'secrets', 'clock');
    await (last === null ? rm(path, { force: true }) : writeFile(path, last));
    const config = configure(readEnv({ COMMONKEY_DATA: folder, ...env }), '/');
    const { level, code, params } = (await sealedFindings(config, { now: () => new Date(NOW) })).at(-1) ?? {};
    return [level, code, params?.['since'] ?? null];
  };
  const before = (ms: number) => new Date(NOW - ms).toISOString();
  assert.deepEqual(await finding(null), ['ok', 'date-first', null]);
  assert.deepEqual(await finding(before(HOUR / 6)), ['ok', 'date-borne-out', null]);
  assert.deepEqual(await finding(before(60 * HOUR)), ['warn', 'date-waits', '2026-03-02T21:30Z']);
  assert.deepEqual(await finding(`${before(0)}\n${before(20 * HOUR)}`), [
    'warn',
    'date-waits',
    '2026-03-04T13:30Z',
  ]);
  assert.deepEqual(await finding(before(60 * HOUR), { COMMONKEY_TODAY: '2026-03-05' }), [
    'ok',
    'date-borne-out',
    null,
  ]);
  assert.deepEqual(await finding(before(100 * HOUR)), ['fail', 'date-in-doubt', null]);
});

test('I13: doctor tells what a running service doubts, whatever the mark says, and believes none that was killed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ck-date-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const keeper = await keeperIn(t);
  const config = { ...configure(readEnv({ COMMONKEY_DATA: folder }), '/'), keeperSocket: keeper.socket };
  const finding = async () => {
    const { level, code } = (await sealedFindings(config, { now: () => new Date(NOW) })).at(-1) ?? {};
    return [level, code];
  };
  for (const doubt of ['machine', 'database', 'ledger'] as const) {
    await tellDoubt(folder, doubt);
    assert.deepEqual(await finding(), ['fail', `date-doubted-${doubt}`]);
  }
  await keeper.stop();
  assert.deepEqual(await finding(), ['ok', 'date-first']);
  await keeper.start();
  await tellDoubt(folder, null);
  assert.deepEqual(await finding(), ['ok', 'date-first']);
});
