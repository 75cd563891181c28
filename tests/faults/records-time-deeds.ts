import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRows } from '../../apps/server/backup/outside/files.ts';
import { type KeptRows, noRows, rowsIn } from '../../apps/server/backup/outside/rows.ts';
import type { Reader } from '../../apps/server/store/store.ts';
import { cardsShownGone, lookForCards } from './records-cards.ts';
import { listedOn } from './records-certificate-deeds.ts';
import type { City } from './records-city.ts';
import { isRight, noteEnd, takeLapses } from './records-deeds.ts';
import {
  APPLICATIONS,
  add,
  type Backup,
  type Certificate,
  type Copy,
  copyOf,
  DAY,
  type Model,
  SERIES,
} from './records-model.ts';

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
  const { read } = city.service().context.store;
  const begun = await read
    .selectFrom('vault_records')
    .select('id')
    .where('tombstoned_on', 'is not', null)
    .execute();
  model.backups.push({
    folder,
    copy: copyOf(model.db),
    holds: new Set(rows.map(({ id }) => id)),
    doubted: new Set(doubted.map(({ id }) => id)),
    begun: new Set(begun.map(({ id }) => id)),
    ...(await saidIn(read)),
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

async function saidIn(read: Reader) {
  const { disposal_receipts: receipts, disposals_begun } = await rowsIn(read);
  return { receipts, beginnings: new Set(disposals_begun.keys()) };
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

/** What is known of the past once a copy is in: what it says itself, and what was written down outside. */
function makeAmends(model: Model, { receipts, beginnings, begun }: Backup, kept: KeptRows): void {
  const { amends } = model;
  amends.foreign = new Set(
    [...kept.disposal_receipts.keys(), ...kept.disposals_begun.keys()].filter(
      (id) => !receipts.has(id) && !beginnings.has(id),
    ),
  );
  amends.before = new Set(receipts.keys());
  amends.unsaid.clear();
  amends.overtaken.clear();
  for (const { id, kind, dead } of model.known) {
    if (dead) add(amends.unsaid, SERIES[kind], 1);
    if (dead && begun.has(id)) add(amends.overtaken, SERIES[kind], 1);
  }
  for (const { series, count, authority } of new Map([...kept.disposal_receipts, ...receipts]).values())
    if (authority !== 'restored' && amends.unsaid.has(series)) add(amends.unsaid, series, -count);
}

const AFTER = { witnessed: 'destroyed', proved: 'over', withdrawn: 'over', denied: 'over' } as const;
const LISTS: ReadonlySet<string> = new Set(['drafted', 'filed', 'received']);

/** Certificates of the lost line are there again, as far as they were written down outside. */
async function takeCertificates(
  model: Model,
  read: Reader,
  { kept, atLoss }: { kept: KeptRows; atLoss: Copy },
): Promise<void> {
  const { certificates } = model.db;
  for (const { id, series } of kept.certificates.values()) {
    const steps = [...kept.certificate_steps.values()].filter(({ certificate }) => certificate === id);
    const step = steps.sort((a, b) => a.place - b.place).at(-1)?.step;
    assert.ok(step, 'I8: a certificate without a step');
    const state = step in AFTER ? AFTER[step as keyof typeof AFTER] : (step as Certificate['state']);
    const here = certificates.find((one) => one.id === id);
    const before = atLoss.certificates.find((one) => one.id === id);
    const opensOn = steps.find(({ disposal_on: on }) => on !== null)?.disposal_on ?? '9999-12-31';
    const one = here ?? { id, series, lists: new Set<string>(), state, opensOn };
    if (!here) certificates.push(one);
    const order = ['drafted', 'filed', 'received', 'destroyed', 'over'];
    if (order.indexOf(state) > order.indexOf(one.state)) one.state = state;
    if (opensOn < one.opensOn) one.opensOn = opensOn;
    const listed = await listedOn(read, id);
    assert.ok(LISTS.has(one.state) || listed.size === 0, 'T6: a certificate that is through lists something');
    const lawful = new Set([...one.lists, ...(before?.lists ?? [])]);
    for (const record of listed)
      assert.ok(before === undefined || lawful.has(record), 'T6: on a certificate that never listed it');
    one.lists = new Set([...listed, ...[...lawful].filter((record) => isOver(model, record))]);
  }
}

const isOver = (model: Model, id: string): boolean =>
  model.cards.ended.has(id) || model.known.some((one) => one.id === id && one.dead);

/** What a copy brought back, and no first receipt came back for, is said anew: as often as it was not said, and no oftener. */
async function takeSaidAnew({ amends }: Model, read: Reader): Promise<void> {
  const rows = await read
    .selectFrom('disposal_receipts')
    .select(['id', 'series', 'count'])
    .where('authority', '=', 'receipt-lost')
    .execute();
  for (const { id, series, count } of rows) {
    if (amends.foreign.has(id) || amends.before.has(id) || series === APPLICATIONS) continue;
    add(amends.unsaid, series, -count);
    assert.ok((amends.unsaid.get(series) ?? 0) >= 0, `I8: an end of ${series} is said twice`);
  }
}

/** What was taken back after a copy was made, and still lay there, is taken back in the copy too; nothing else is. */
async function takeWithdrawals(model: Model, city: City, atLoss: Copy): Promise<void> {
  const { read } = city.service().context.store;
  const rows = await read.selectFrom('applications').select('id').where('state', '=', 'withdrawn').execute();
  for (const { id } of rows) {
    const application = model.db.applications.get(id);
    const ended = (copy: Copy) =>
      model.known.every((one) => one.application !== id || copy.records.get(one.id)?.ended !== false);
    if (!application || ended(model.db)) continue;
    assert.ok(ended(atLoss), 'I12: taken back by nobody');
    noteEnd(model, city, application);
  }
}

export async function restore(model: Model, city: City, at: number): Promise<void> {
  const from = model.backups[at % Math.max(1, model.backups.length)];
  if (!from) return;
  const kept = (await readRows(city.dataFolder)) ?? noRows();
  makeAmends(model, from, kept);
  const atLoss = model.db;
  model.db = copyOf(from.copy);
  const gone = await cardsShownGone(model, city, from, kept);
  model.sure = isRight(city) && model.now - city.marked <= REST;
  await city.restore(from.folder);
  const { context, steady } = city.service();
  await takeWithdrawals(model, city, atLoss);
  await takeLapses(model, city);
  await takeCertificates(model, context.store.read, { kept, atLoss });
  await lookForCards(model, city, gone);
  await takeSaidAnew(model, context.store.read);
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
