import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { askRelease, confirmHold, placeHold, releaseHold } from '../../apps/server/holds/holding.ts';
import { certifyAll } from '../../apps/server/holds/testing/certify.ts';
import { over } from '../../apps/server/holds/testing/scope.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import type { VaultParts } from '../../apps/server/vault/parts.ts';
import type { TestKeeper, VaultHall } from '../../apps/server/vault/testing/hall.ts';
import type { VaultKind } from '../../apps/server/vault/vault.ts';

/** The kinds in play, each a series of its own; papers want a certificate. */
export const SERIES = { papers: 'portal-papers', card: 'portal-card', draft: 'portal-draft' } as const;
export type Kind = keyof typeof SERIES;
export const CERTIFIED = 'portal-papers';

type Sealed = {
  id: string;
  kind: Kind;
  application: string;
  place: { epoch: string; slot: number };
  endsOn: string;
  /** An event called for its end, and the transaction that did so was acknowledged. */
  ended: boolean;
};
type Hold = { id: string; series: string | null; until: Date; confirmed: boolean; released: boolean };

/** What a clerk with a list on paper would know. */
export type Model = {
  now: Date;
  sealed: Sealed[];
  holds: Hold[];
  /** Records that an approved certificate lists. */
  certified: Set<string>;
  /** Records known to be gone, and how many receipts that makes. */
  gone: Set<string>;
};

export type Real = { store: Store; hall: VaultHall; keeper: TestKeeper };

class Crash extends Error {}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const newModel = (time: string): Model => ({
  now: new Date(time),
  sealed: [],
  holds: [],
  certified: new Set(),
  gone: new Set(),
});

export function isHeld(model: Model, kind: Kind): boolean {
  return model.holds.some(
    (hold) =>
      !hold.released &&
      (hold.confirmed || hold.until > model.now) &&
      (hold.series === null || hold.series === SERIES[kind]),
  );
}
const awaits = (model: Model, one: Sealed): boolean =>
  SERIES[one.kind] === CERTIFIED && !model.certified.has(one.id);
export const live = (model: Model): Sealed[] => model.sealed.filter(({ id }) => !model.gone.has(id));

export async function sealOne(model: Model, { hall }: Real, kind: Kind, days: number): Promise<void> {
  const endsOn = dayOf(new Date(model.now.getTime() + days * 86_400_000));
  const application = await hall.application();
  const plain = Buffer.alloc(kind === 'papers' ? 20_000 : 200, kind);
  const id = await hall.store(kind satisfies VaultKind, application, endsOn, plain);
  const place = await hall.parts.store.read
    .selectFrom('vault_records')
    .select(['epoch', 'slot'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  model.sealed.push({ id, kind, application, place, endsOn, ended: false });
}

export async function endOne(model: Model, { store, hall }: Real, one: Sealed): Promise<void> {
  const { application } = one;
  await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
  const today = dayOf(model.now);
  one.ended = true;
  if (one.endsOn > today) one.endsOn = today;
}

export async function hold(model: Model, { store, hall }: Real, series: string | null): Promise<void> {
  const parts = { ...hall.parts, inFlight: hall.vault.inFlight };
  const before = await keysAlive(model, hall);
  const placed = await placeHold(store, over(series), randomUUID(), parts);
  const after = await keysAlive(model, hall);
  model.holds.push({
    id: placed.id,
    series,
    until: placed.provisionalUntil,
    confirmed: false,
    released: false,
  });
  assert.deepEqual(after, before, 'placing a hold ends no key');
}

export async function confirm(model: Model, { store, hall }: Real, one: Hold): Promise<void> {
  if (one.released || (!one.confirmed && one.until <= model.now)) return;
  await store.write((tx) => confirmHold(tx, one.id, randomUUID(), hall.parts));
  one.confirmed = true;
}

export async function release(_: Model, { store, hall }: Real, one: Hold): Promise<void> {
  if (one.released) return;
  await store.write((tx) => askRelease(tx, one.id, randomUUID()));
  await store.write((tx) => releaseHold(tx, one.id, randomUUID(), hall.parts));
  one.released = true;
}

export async function certify(model: Model, { store, hall }: Real): Promise<void> {
  const dueThrough = dayOf(model.now);
  const by = randomUUID();
  await store.write((tx) => certifyAll(tx, { series: CERTIFIED, dueThrough, by }, hall.parts));
  for (const one of live(model))
    if (SERIES[one.kind] === CERTIFIED && one.endsOn <= dueThrough) model.certified.add(one.id);
}

export function tick(model: Model, { hall }: Real, hours: number): void {
  model.now = new Date(model.now.getTime() + hours * 3_600_000);
  hall.at(model.now.toISOString());
}

/** Runs the destroyer and stops it dead after so many durable steps: what was in a transaction is lost, what the key process did is not. */
export async function crashSweep(_: Model, { hall }: Real, steps: number): Promise<void> {
  let left = steps;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Crash();
  };
  const parts: VaultParts = {
    ...hall.parts,
    store: {
      ...hall.parts.store,
      write: (work) =>
        hall.parts.store.write(async (tx) => {
          step();
          const done = await work(tx);
          step();
          return done;
        }),
    },
    keeper: {
      async ask(question, input) {
        step();
        const answer = await hall.parts.keeper.ask(question, input);
        step();
        return answer;
      },
    },
  };
  await openVault(parts)
    .sweep()
    .catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
}

export async function sweep(model: Model, real: Real): Promise<void> {
  await real.hall.vault.sweep();
  const found = await rowsOf(real.store);
  assert.ok(
    found.every(({ tombstoned_on }) => tombstoned_on === null),
    'what was begun is ended or taken back',
  );
  const rows = new Set(found.map(({ id }) => id));
  const today = dayOf(model.now);
  // I5: what may end and has come due, or was ended, is gone after the destroyer has run.
  for (const one of live(model)) {
    const due = one.endsOn < today || one.ended;
    if (due && !isHeld(model, one.kind) && !awaits(model, one))
      assert.ok(!rows.has(one.id), `I5: ${one.kind} of ${one.endsOn} outlives its day on ${today}`);
  }
}

const rowsOf = (store: Store) => store.read.selectFrom('vault_records').selectAll().execute();
async function keysAlive(model: Model, hall: VaultHall): Promise<boolean[]> {
  const items = model.sealed.map(({ place }) => place);
  return items.length === 0 ? [] : (await hall.parts.keeper.ask('vault-alive', { items })).alive;
}

/** Every invariant that must hold after every step. Takes note of what has ended. */
export async function check(model: Model, { store, hall }: Real): Promise<void> {
  const rows = new Map((await rowsOf(store)).map((row) => [row.id, row]));
  const alive = await keysAlive(model, hall);
  const today = dayOf(model.now);
  for (const [i, one] of model.sealed.entries()) {
    const row = rows.get(one.id);
    const key = alive[i] === true;
    if (model.gone.has(one.id)) {
      assert.ok(!row && !key, 'I2 T5: what is gone stays gone');
      continue;
    }
    if (row && key) continue;
    // A crash may leave a row whose key is dead: begun, and not yet receipted.
    assert.ok(!key, 'T5: no row goes before its key');
    assert.ok(!row || row.tombstoned_on !== null, 'a dead key without a tombstone');
    assert.ok(one.ended || one.endsOn <= today, `T4 I13: ${one.kind} of ${one.endsOn} ended on ${today}`);
    assert.ok(!isHeld(model, one.kind), 'I4 T6: a key died under a hold');
    assert.ok(!awaits(model, one), 'T6: a key died before its certificate');
    if (!row) model.gone.add(one.id);
  }
  const receipts = await store.read.selectFrom('disposal_receipts').select(['series', 'count']).execute();
  for (const kind of Object.keys(SERIES) as Kind[]) {
    const said = receipts.filter(({ series }) => series === SERIES[kind]);
    const gone = model.sealed.filter((one) => one.kind === kind && model.gone.has(one.id)).length;
    assert.equal(
      said.reduce((sum, { count }) => sum + count, 0),
      gone,
      'I8: one receipt for each',
    );
  }
  const holds = await store.read
    .selectFrom('legal_holds')
    .select(['id', 'released_at', 'confirmed_at'])
    .execute();
  assert.deepEqual(
    holds
      .map(({ id, released_at, confirmed_at }) => [id, released_at !== null, confirmed_at !== null])
      .sort(),
    model.holds.map(({ id, released, confirmed }) => [id, released, confirmed]).sort(),
    'I3: every acknowledged hold is there, as it was left',
  );
}

/** What is there reads as it was sealed; what has begun to end reads no more. */
export async function readAll(model: Model, { store, hall }: Real): Promise<void> {
  const rows = new Map((await rowsOf(store)).map((row) => [row.id, row]));
  const readable = live(model).filter(({ id }) => rows.get(id)?.tombstoned_on === null);
  const opened = await hall.vault.open(
    store.read,
    readable.map(({ id }) => id),
    hall.share,
  );
  for (const [i, { kind }] of readable.entries())
    assert.ok(
      Buffer.from(opened[i] ?? [])
        .toString()
        .startsWith(kind),
    );
}
