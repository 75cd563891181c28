import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { City } from './records-city.ts';
import { isRight, takeLapses } from './records-deeds.ts';
import { copyOf, DAY, type Model } from './records-model.ts';

export async function tick(model: Model, city: City, hours: number): Promise<void> {
  const ms = hours * 3_600_000;
  model.now += ms;
  city.times.ran += ms;
  city.times.wall += ms;
  await city.tellTime();
}

/** The wall clock alone; 0: somebody puts it right. */
export async function leap(city: City, days: number): Promise<void> {
  city.times.wall = city.times.ran + days * DAY;
  await city.tellTime();
}

const REST = 3 * DAY;

export async function restart(model: Model, city: City, said: boolean, crashed = false): Promise<void> {
  const told = said && isRight(city);
  model.sure = isRight(city) && (told || model.now - city.marked <= REST);
  await city.restart(told ? new Date(city.times.wall).toISOString().slice(0, 10) : null, crashed);
  await takeLapses(model, city);
}

export async function backup(model: Model, city: City): Promise<void> {
  const folder = join(city.dataFolder, `backup-${model.backups.length}`);
  await city.backup(folder);
  const rows = await city
    .service()
    .context.store.read.selectFrom('legal_holds')
    .select(['id', 'placed_in_doubt'])
    .execute();
  const doubted = rows.filter((row) => row.placed_in_doubt);
  model.backups.push({
    folder,
    copy: copyOf(model.db),
    holds: new Set(rows.map(({ id }) => id)),
    doubted: new Set(doubted.map(({ id }) => id)),
  });
  const secret = await filesBelow(join(city.dataFolder, 'keeper'));
  const kept = new Set(['keys.sealed']);
  const never = new Set(
    [...secret]
      .filter(([name]) => !kept.has(name) && !name.startsWith('vault/openings'))
      .map(([, bytes]) => bytes),
  );
  for (const [name, bytes] of await filesBelow(folder))
    assert.ok(!never.has(bytes), `T5: ${name} is in a backup`);
}

async function filesBelow(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.length > 0) found.set(path.slice(folder.length + 1), bytes.toString('base64'));
  }
  return found;
}

export async function restore(model: Model, city: City, at: number): Promise<void> {
  const from = model.backups[at % Math.max(1, model.backups.length)];
  if (!from) return;
  model.db = copyOf(from.copy);
  model.sure = isRight(city) && model.now - city.marked <= REST;
  await city.restore(from.folder);
  const { context, steady } = city.service();
  await takeLapses(model, city);
  const rows = await context.store.read.selectFrom('legal_holds').selectAll().execute();
  const again = steady.now().getTime() + 3 * DAY;
  model.holds = model.holds.filter(
    ({ id, acknowledged }) => acknowledged || rows.some((row) => row.id === id),
  );
  for (const hold of model.holds) {
    const row = rows.find(({ id }) => id === hold.id);
    assert.ok(row, 'I12 I3: a hold that was acknowledged is forgotten');
    if (hold.released === 'asked' && row.release_asked_by === null)
      Object.assign(hold, { released: 'no', askedBy: null });
    const until = row.provisional_until.getTime();
    const placedAgain = !from.holds.has(hold.id) || from.doubted.has(hold.id);
    assert.ok(
      until === hold.until || (placedAgain && until === again && !hold.confirmed),
      'I3: its time was changed',
    );
    Object.assign(hold, { until, doubted: row.placed_in_doubt });
  }
}
