import assert from 'node:assert/strict';
import { auditLog, canonicalEvent, commit, type LedgerEvent, readCheckpoint } from '@commonkey/ledger';
import { disposalEvent } from '../../apps/server/holds/receipt.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { openLogFiles } from '../../apps/server/ledger/log-files.ts';
import type { Reader } from '../../apps/server/store/store.ts';
import type { City } from './records-city.ts';
import {
  APPLICATIONS,
  add,
  awaits,
  isDue,
  isHeld,
  isSecondKey,
  type Model,
  SERIES,
} from './records-model.ts';

/** Of every sealed record; a share of its own there is none. */
export const SHARE = new Uint8Array(32).fill(7);

/** Every invariant that must hold after every step. Takes note of what has ended. */
export async function check(model: Model, city: City): Promise<void> {
  const { read } = city.service().context.store;
  await checkRecords(model, city, read);
  await checkApplications(model, read);
  await checkHolds(model, read);
  await checkReceipts(model, read);
  await checkLedger(model, city, read);
}

async function checkRecords(model: Model, city: City, read: Reader): Promise<void> {
  const { context } = city.service();
  const rows = new Map(
    (await read.selectFrom('vault_records').selectAll().execute()).map((row) => [row.id, row]),
  );
  for (const one of model.known) {
    const row = rows.get(one.id);
    const at = row && { epoch: row.epoch, slot: row.slot };
    if (at && !one.places.some(({ epoch, slot }) => epoch === at.epoch && slot === at.slot))
      one.places.push(at);
  }
  const places = model.known.flatMap((one) => one.places.map((place) => ({ one, place })));
  const items = places.map(({ place }) => place);
  const keeper = keeperOf(context);
  const { alive } = items.length === 0 ? { alive: [] } : await keeper.ask('vault-alive', { items });
  const living = new Set(places.flatMap(({ one }, i) => (alive[i] === true ? [one] : [])));
  const bytes = new Set<string>();
  for await (const { name } of city.blobs.list()) bytes.add(name);
  for (const one of model.known) {
    const { id, kind } = one;
    const [row, said, series] = [rows.get(id), model.db.records.get(id), SERIES[kind]];
    assert.ok(!row || said, 'I12: a row that this line of the database never had');
    if (row && said) {
      assert.ok(row.ends_on <= one.bound, `T4: ${kind} of ${one.bound} may stay until ${row.ends_on}`);
      assert.equal(row.ends_on, said.endsOn, `${kind}: its date moved by itself`);
    }
    if (one.dead) {
      assert.ok(!living.has(one), `T5 I2 I12: the key of a destroyed ${kind} lives`);
      assert.ok(!row || row.tombstoned_on !== null, `T5: ${kind} is listed, and its key is dead`);
      continue;
    }
    if (living.has(one)) {
      const stays = row !== undefined || isHeld(model, series, null, one.came);
      assert.ok(!stays || one.blob === null || bytes.has(one.blob), `T6: the bytes of ${kind} are gone`);
      assert.ok(row || !said, `T5: the row of ${kind} went before its key`);
      continue;
    }
    assert.ok(!said || isDue(model, said), `I13 T4: ${kind} of ${said?.endsOn} ended early`);
    assert.ok(
      !isHeld(model, series, null, one.came) || isSecondKey(model, one),
      `I4 T6: ${kind} ended under a hold`,
    );
    assert.ok(!said || !awaits(model, one), `T6: ${kind} ended before its certificate`);
    assert.ok(!row || row.tombstoned_on !== null, `T5: ${kind} has no tombstone, and its key is dead`);
    one.dead = true;
    // A key that only a lost line of the database named: it is ended as nobody's, and nobody says it.
    if (!said) add(model.amends.unsaid, series, 1);
  }
  // T6: what is there opens, to the byte.
  const readable = model.known.filter(
    ({ id, kind }) => kind !== 'contact' && rows.get(id)?.tombstoned_on === null,
  );
  for (const lone of [true, false]) {
    const some = readable.filter(({ kind }) => (kind === 'review-box') === lone);
    const opened = await context.vault.open(
      read,
      some.map(({ id }) => id),
      lone ? null : SHARE,
    );
    for (const [i, { kind }] of some.entries())
      assert.equal(
        Buffer.from(opened[i] ?? [])
          .subarray(0, kind.length)
          .toString(),
        kind,
        'T6: it opens no more',
      );
  }
}

async function checkApplications(model: Model, read: Reader): Promise<void> {
  const rows = await read.selectFrom('applications').select(['id', 'ends_on']).execute();
  const there = new Set(rows.map(({ id }) => id));
  for (const { id } of rows)
    assert.ok(model.db.applications.has(id), 'I12: an application that was never there');
  for (const application of model.db.applications.values()) {
    const gone = !there.has(application.id);
    assert.ok(gone || !application.gone, 'I12: an application came back');
    assert.ok(
      !gone || application.gone || !isHeld(model, APPLICATIONS, null, application.came),
      'I4 T6: an application ended under a hold',
    );
    application.gone = gone;
  }
  const records = new Set(
    (await read.selectFrom('vault_records').select('application').execute()).flatMap(
      (r) => r.application ?? [],
    ),
  );
  for (const application of records) assert.ok(there.has(application), 'a record outlives what it hangs on');
}

async function checkHolds(model: Model, read: Reader): Promise<void> {
  const rows = await read.selectFrom('legal_holds').selectAll().execute();
  assert.equal(rows.length, model.holds.length, 'I3: as many holds as were placed');
  for (const hold of model.holds) {
    const row = rows.find(({ id }) => id === hold.id);
    assert.ok(row, 'I3: a hold is lost');
    assert.equal(row.confirmed_at !== null, hold.confirmed, 'I3: confirmed');
    if (hold.released !== 'unsure')
      assert.equal(row.released_at !== null, hold.released === 'yes', 'I3: lifted');
    assert.ok(row.provisional_until.getTime() >= hold.until, 'I3: shortened');
    const { series, from, until } = row.narrowed
      ? { series: row.narrowed_series, from: row.narrowed_from, until: row.narrowed_until }
      : { series: row.series, from: row.covers_from, until: row.covers_until };
    assert.deepEqual({ series, from, until }, hold.scope, 'I3: shortened or widened');
    assert.equal(row.narrowed, hold.narrowed);
  }
}

async function checkReceipts(model: Model, read: Reader): Promise<void> {
  const { foreign, overtaken, unsaid } = model.amends;
  const all = await read.selectFrom('disposal_receipts').selectAll().execute();
  const allBegun = await read.selectFrom('disposals_begun').selectAll().execute();
  const own = <T extends { id: string }>(some: readonly T[]) => some.filter(({ id }) => !foreign.has(id));
  const [receipts, begun] = [own(all), own(allBegun)];
  const rows = await read.selectFrom('vault_records').select(['id', 'series', 'tombstoned_on']).execute();
  const applications = await read.selectFrom('applications').select('id').execute();
  const sum = (some: readonly { count: number }[]) => some.reduce((total, { count }) => total + count, 0);
  const of = <T extends { series: string }>(some: readonly T[], series: string) =>
    some.filter((one) => one.series === series);
  for (const series of new Set(Object.values(SERIES))) {
    const stored = model.known.filter(
      ({ id, kind }) => SERIES[kind] === series && model.db.records.has(id),
    ).length;
    const ended = of(receipts, series);
    assert.equal(sum(ended), stored - of(rows, series).length, `I8: one receipt for each of ${series}`);
    const [set, taken] = [
      of(begun, series).filter((one) => !one.taken_back),
      of(begun, series).filter((one) => one.taken_back),
    ];
    const open = of(rows, series).filter(({ tombstoned_on }) => tombstoned_on !== null).length;
    const byUs = sum(
      ended.filter(({ authority }) => authority !== 'restored' && authority !== 'receipt-lost'),
    );
    assert.equal(
      sum(set) - sum(taken),
      byUs + open + (overtaken.get(series) ?? 0),
      `I8: what of ${series} was begun is done, open, or taken back`,
    );
    const dead = model.known.filter((one) => SERIES[one.kind] === series && one.dead);
    const there = new Set(rows.map(({ id }) => id));
    const unreceipted = dead.filter(({ id }) => there.has(id)).length;
    assert.equal(
      sum(of(all, series).filter(({ authority }) => authority !== 'restored')) +
        unreceipted +
        (unsaid.get(series) ?? 0),
      dead.length,
      `I8: each end of ${series} is said once, whatever copies came in between`,
    );
  }
  const gone = model.db.applications.size - applications.length;
  assert.equal(sum(of(receipts, APPLICATIONS)), gone, 'I8: one receipt for each application');
  const said = JSON.stringify([all, allBegun]);
  for (const { id, application } of model.known)
    assert.ok(!said.includes(id) && !said.includes(application), 'I8: a receipt names nobody');
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

async function checkLedger(model: Model, city: City, read: Reader): Promise<void> {
  const numbered = (await read.selectFrom('ledger_leaves').select('commitment').execute()).map((row) =>
    hex(row.commitment),
  );
  const waiting = (await read.selectFrom('ledger_unsequenced').select('commitment').execute()).map((row) =>
    hex(row.commitment),
  );
  const leaves = new Set([...numbered, ...waiting]);
  assert.equal(
    leaves.size,
    numbered.length + waiting.length,
    'nothing is numbered twice, or numbered and waiting',
  );
  const wants = (salt: Uint8Array, event: LedgerEvent, what: string) =>
    assert.ok(leaves.has(hex(commit(salt, canonicalEvent(event)))), `I8: the ledger lacks ${what}`);
  for (const row of await read.selectFrom('disposal_receipts').selectAll().execute())
    wants(row.ledger_salt, disposalEvent(row), 'a receipt');
  for (const { id: _, ledger_salt, taken_back, ...row } of await read
    .selectFrom('disposals_begun')
    .selectAll()
    .execute()) {
    const facts = Object.fromEntries(Object.entries(row).filter(([, fact]) => fact !== null));
    const kind = taken_back ? 'disposal-taken-back' : 'disposal-begun';
    wants(ledger_salt, { kind, ...facts }, 'a beginning');
  }
  const files = openLogFiles(city.dataFolder);
  const note = await files.note();
  if (note === null) return;
  const { checkpoint } = await keeperOf(city.service().context).ask('public-keys', {});
  const publicKey = new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url'));
  const now = await readCheckpoint(note, { name: checkpoint.name, publicKey });
  const last = model.checkpoints.at(-1);
  if (last?.size === now.size && hex(last.root) === hex(now.root)) return;
  for (const earlier of model.checkpoints) await auditLog(files.read, now, earlier);
  await auditLog(files.read, now);
  model.checkpoints.push(now);
}
