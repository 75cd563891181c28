import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { endOf, type Facts, plainDateIn } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { readRows } from '../../apps/server/backup/outside/files.ts';
import { countRows, lacking, noRows, rowsIn } from '../../apps/server/backup/outside/rows.ts';
import { sweepRecords } from '../../apps/server/housekeeping.ts';
import { sequenceLedger } from '../../apps/server/ledger/sequence.ts';
import { dropApplication, endApplication } from '../../apps/server/portal/end-application.ts';
import { overdue } from '../../apps/server/records/standing.ts';
import { decide } from '../../apps/server/review/decide.ts';
import { hourOf } from '../../apps/server/review/stages.ts';
import { leaseToken } from '../../apps/server/review/token.ts';
import { random } from '../../apps/server/vault/testing/hall.ts';
import type { SealedRecord, VaultKind } from '../../apps/server/vault/vault.ts';
import { SHARE } from './records-check.ts';
import { type City, newName, type Service, unlessLeapt } from './records-city.ts';
import {
  type Application,
  awaits,
  DAY,
  dayAt,
  isDue,
  isHeld,
  isSecondKey,
  type Model,
  mayBeHeld,
  type Said,
  SERIES,
} from './records-model.ts';

export const coded = (error: unknown, ...codes: string[]): boolean =>
  isFault(error) && codes.includes(error.code);

/** People act by the day on their wall: a wrong one is put right before they go on. */
export const isRight = ({ times }: City): boolean => times.wall === times.ran;
/** Whether anything new would be taken: in doubt it is refused before it comes here. */
export const takesNew = (city: City): boolean => isRight(city) && city.service().steady.trusted();

export async function apply(
  model: Model,
  city: City,
  state: 'draft' | 'waiting',
  contact: boolean,
): Promise<void> {
  if (!takesNew(city)) return;
  const { context } = city.service();
  const { vault, store } = context;
  const today = dayAt(model, model.now);
  const facts: Facts = state === 'draft' ? { receipt: today } : { submission: today };
  const kinds: VaultKind[] = state === 'draft' ? ['draft', 'piece'] : ['papers', 'card', 'review-box'];
  if (state === 'waiting' && contact) kinds.push('contact');
  const id = randomUUID();
  const sealed: SealedRecord<VaultKind>[] = [];
  for (const kind of kinds) {
    const endsOn = endOf(model.program, kind === 'piece' ? 'draft' : kind, facts);
    const plain = Buffer.alloc(kind === 'papers' ? 12_000 : 200, kind);
    const share = kind === 'contact' || kind === 'review-box' ? null : SHARE;
    sealed.push(await vault.seal({ application: id, kind, endsOn, plain, share }));
  }
  const endsOn = endOf(model.program, 'application', facts);
  const row = {
    id,
    reference: newName()
      .slice(0, 8)
      .toUpperCase()
      .replace(/[ILOU]/g, 'X'),
    state,
    policy_version: '1.0',
    tag: random(32),
    code_box: random(60),
    ends_on: endsOn,
    waiting_since: state === 'waiting' ? hourOf(new Date(model.now)) : null,
    // As the portal sends it: halves for two people open what the box opens for one.
    dual_boxes: state === 'waiting' ? random(60) : null,
  };
  await store.write(async (tx) => {
    await tx.insertInto('applications').values(row).execute();
    for (const one of sealed) await vault.keep(tx, one);
  });
  model.db.applications.set(id, { id, state, endsOn, gone: false, came: model.now });
  for (const { id: record, kind, endsOn: bound, epoch, slot, blob } of sealed) {
    model.known.push({
      id: record,
      kind,
      application: id,
      came: model.now,
      bound,
      blob,
      places: [{ epoch, slot }],
      dead: false,
    });
    model.db.records.set(record, { endsOn: bound, ended: false });
  }
}

const OF_DECISIONS = ['papers', 'card', 'contact', 'review-box'] as const;

/** What the program says of the dates once something has happened. */
export function settle(model: Model, city: City, application: Application, happened: Facts): void {
  const { context, steady } = city.service();
  const zone = model.program.city.timeZone;
  const today = plainDateIn(zone, context.clock.now());
  const facts = { submission: today, ...happened };
  for (const kind of OF_DECISIONS) {
    const endsOn = endOf(model.program, kind, facts);
    for (const said of saidOf(model, application.id, kind))
      if (endsOn <= today) endNow(said, plainDateIn(zone, steady.now()));
      else if (endsOn < said.endsOn) said.endsOn = endsOn;
  }
  application.state = 'over';
}

function endNow(said: Said, today: string): void {
  said.ended = true;
  if (today < said.endsOn) said.endsOn = today;
}

function saidOf(model: Model, application: string, kind?: VaultKind): Said[] {
  return model.known
    .filter((one) => one.application === application && (kind === undefined || one.kind === kind))
    .flatMap(({ id }) => model.db.records.get(id) ?? []);
}

export async function verdict(model: Model, city: City, application: Application, said: 'approve' | 'deny') {
  if (application.state !== 'waiting' || application.gone || !takesNew(city)) return;
  const { context } = city.service();
  const { reviewer: staff } = city;
  const until = new Date(city.times.wall + 60_000);
  await context.store.write((tx) =>
    tx
      .updateTable('applications')
      .set({ reserved_by: staff, reserved_until: until })
      .where('id', '=', application.id)
      .execute(),
  );
  const token = leaseToken(context, staff, { application: application.id, stage: 'waiting', until });
  const unmet = said === 'deny' ? [model.program.requirements[0]?.id ?? ''] : [];
  await decide(context, staff, token, { verdict: said, unmet });
  const today = dayAt(model, model.now);
  settle(
    model,
    city,
    application,
    said === 'deny' ? { denial: today } : { approval: today, 'second-look': today },
  );
}

type Ending = 'withdrawn' | 'handed-over';
const mayEnd = ({ gone, state }: Application, because: Ending): boolean =>
  !gone && (state === 'over') === (because === 'handed-over');

/** Everything sealed ends now, by an event. */
export async function endAll(
  { context }: Service,
  application: Application,
  because: Ending,
): Promise<boolean> {
  if (!mayEnd(application, because)) return false;
  const { id } = application;
  await context.store.write(async (tx) => {
    if (because === 'withdrawn') await endApplication(context, tx, id, because);
    else await context.vault.end(tx, { application: id }, because);
  });
  await context.vault.finish({ application: id });
  if (because === 'withdrawn') await dropApplication(context, id, because);
  return true;
}

/** By an event, and seen through to its end: what is held is as it was. */
export async function endByEvent(model: Model, city: City, one: Application, because: Ending): Promise<void> {
  if (!(await endAll(city.service(), one, because))) return;
  noteEnd(model, city, one);
  const rows = await city
    .service()
    .context.store.read.selectFrom('vault_records')
    .select(['kind', 'series', 'tombstoned_on'])
    .where('application', '=', one.id)
    .execute();
  for (const { kind, series, tombstoned_on } of rows)
    assert.ok(
      kind === 'review-box' || !isHeld(model, series, null, one.came) || tombstoned_on === null,
      'T6: held, and nobody reads it any more',
    );
}

export function noteEnd(model: Model, city: City, application: Application): void {
  const { steady } = city.service();
  for (const said of saidOf(model, application.id))
    endNow(said, plainDateIn(model.program.city.timeZone, steady.now()));
  application.state = 'over';
}

/** A service that died may have done it or not. */
export async function lookForEnd(model: Model, city: City, application: Application): Promise<void> {
  if (!mayEnd(application, 'withdrawn')) return;
  const { read } = city.service().context.store;
  const row = await read
    .selectFrom('applications')
    .select('state')
    .where('id', '=', application.id)
    .executeTakeFirst();
  if (!row || row.state === 'withdrawn') noteEnd(model, city, application);
}

/** Applications that nobody decided end by themselves, not before the day that the program says. */
export async function takeLapses(model: Model, city: City): Promise<void> {
  const { context } = city.service();
  const rows = await context.store.read.selectFrom('applications').select(['id', 'state']).execute();
  for (const { id, state } of rows) {
    const application = model.db.applications.get(id);
    if (state !== 'lapsed' || application?.state !== 'waiting') continue;
    for (const { id: box, application: of, kind, dead } of model.known) {
      const said = of === id && kind === 'review-box' ? model.db.records.get(box) : undefined;
      // In an old copy its reviewers' key may be dead already, and then nobody can decide.
      assert.ok(!said || dead || isDue(model, said), 'I13: it lapsed early');
    }
    settle(model, city, application, {
      lapse: plainDateIn(model.program.city.timeZone, context.clock.now()),
    });
  }
}

/** Once the clock is borne out, a hold that was placed in doubt has the whole time from then on. */
export async function takeDoubts(model: Model, city: City): Promise<void> {
  const { context, steady } = city.service();
  const rows = await context.store.read.selectFrom('legal_holds').selectAll().execute();
  for (const hold of model.holds.filter(({ doubted }) => doubted)) {
    const row = rows.find(({ id }) => id === hold.id);
    assert.ok(row, 'I3: a hold is lost');
    if (row.placed_in_doubt) continue;
    assert.ok(steady.trusted(), 'I13: its time began in doubt');
    const until = row.provisional_until.getTime();
    const from = isRight(city) ? model.now : Math.min(model.now, city.times.wall);
    assert.ok(hold.confirmed || until >= from + 3 * DAY, 'I3 I13: less than its time');
    Object.assign(hold, { doubted: false, until });
  }
}

export async function sweep(model: Model, city: City): Promise<void> {
  const { context, steady } = city.service();
  const sure = model.sure && isRight(city);
  await sweepRecords(context, steady).catch(sure ? rethrow : unlessLeapt);
  if (!sure) return;
  city.marked = model.now;
  const kept = (await readRows(city.dataFolder)) ?? noRows();
  assert.equal(countRows(lacking(kept, await rowsIn(context.store.read))), 0, 'I8: kept outside as well');
  await takeLapses(model, city);
  await takeDoubts(model, city);
  const rows = await context.store.read.selectFrom('vault_records').select(['id', 'tombstoned_on']).execute();
  for (const { id, tombstoned_on } of rows) {
    const [one, said] = [model.known.find((known) => known.id === id), model.db.records.get(id)];
    assert.ok(one && said, 'I12: a row that was never there');
    const { kind } = one;
    assert.equal(tombstoned_on, null, 'what was begun is ended or taken back');
    const held = mayBeHeld(model, SERIES[kind]) && !isSecondKey(model, one);
    assert.ok(
      held || awaits(model, one) || !isDue(model, said),
      `I2 I5 T10: ${kind} of ${said.endsOn} outlives its day on ${dayAt(model, model.now)}`,
    );
  }
  assert.equal(await overdue(context.store.read, context), 0, 'I5: the number that the city publishes');
}

function rethrow(error: unknown): never {
  throw error;
}

/** Two destroyers at once, each with a memory of its own. */
export async function sweepTwice(model: Model, city: City): Promise<void> {
  const other = await city.second();
  await Promise.all(
    [city.service(), other].map(({ context, steady }) => sweepRecords(context, steady).catch(unlessLeapt)),
  );
  await takeLapses(model, city);
}

export async function sequence({ context, steady }: Service): Promise<void> {
  await sequenceLedger({ ...context, clock: { ...steady, now: steady.earliest } });
}
