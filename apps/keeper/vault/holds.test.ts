import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { realDisk } from './disk.ts';
import { type Hold, inForce, joined } from './holds.ts';
import { VAULT_OPERATIONS } from './protocol.ts';
import { addresses, ground, leaseFrom, openKeys, PAST } from './testing/fresh.ts';
import { type Stop, stoppingDisk } from './testing/stopping-disk.ts';
import type { Vault } from './vault.ts';

const placed = (series: string | null = 'papers'): Hold => ({
  id: randomUUID(),
  series: series === null ? null : [series],
  from: null,
  until: '2026-12-31',
  placedAt: '2026-11-20T09:00:00.000Z',
  placedBy: randomUUID(),
  salt: 'A'.repeat(43),
  bySalt: 'B'.repeat(43),
  provisionalUntil: '2026-11-23T09:00:00.000Z',
  confirmed: null,
  narrowed: null,
  released: null,
  lapsed: false,
  putBackAt: null,
});
const at = '2026-11-21T09:00:00.000Z';
const confirmed = (hold: Hold): Hold => ({ ...hold, confirmed: { at, by: randomUUID() } });
const released = (hold: Hold): Hold => ({
  ...hold,
  released: { at, by: randomUUID(), askedBy: randomUUID() },
});
const tell = async (vault: Vault, hold: Hold) => (await vault['vault-hold']({ hold })).hold;
const holds = async (vault: Vault) => (await vault['vault-holds']({})).holds;

describe('what two sides know of a hold', () => {
  const base = placed();
  const times = fc.constantFrom('2026-11-21T09:00:00.000Z', '2026-11-22T09:00:00.000Z');
  const [one, other] = [randomUUID(), randomUUID()];
  const narrower: Hold['narrowed'] = { series: ['papers'], from: '2026-05-01', until: '2026-12-31' };
  const known = fc.record({
    provisionalUntil: times,
    // One confirmation has one time: two of the same moment are the same.
    confirmed: fc.option(times.map((moment) => ({ at: moment, by: one }))),
    narrowed: fc.option(fc.constant(narrower)),
    released: fc.option(fc.constant({ at, by: one, askedBy: other })),
    lapsed: fc.boolean(),
    putBackAt: fc.option(times),
    reason: fc.constantFrom(null, 'lawsuit' as const),
  });

  test('is joined alike in any order and any number of times, and no release is ever undone', () => {
    fc.assert(
      fc.property(known, known, known, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((part) => ({ ...base, ...part }));
        assert.ok(x && y && z);
        assert.deepEqual(joined(x, y), joined(y, x));
        assert.deepEqual(joined(joined(x, y), z), joined(x, joined(y, z)));
        assert.deepEqual(joined(joined(x, y), y), joined(x, y));
        if (x.released || y.released) assert.equal(inForce(joined(x, y)), false);
        if (!x.released && !y.released && x.confirmed) assert.equal(inForce(joined(x, y)), true);
      }),
      { numRuns: 500, seed: 12 },
    );
  });

  test('another hold under its id is refused', () => {
    for (const part of [
      { series: null },
      { from: '2026-01-01' },
      { until: null },
      { placedBy: other },
      { bySalt: 'C'.repeat(43) },
    ])
      assert.throws(() => joined(base, { ...base, ...part }), { code: 'vault-hold-foreign' });
  });
});

test('T2 T9: a hold has no room for anything that somebody typed, and no release by one person', () => {
  const { input } = VAULT_OPERATIONS['vault-hold'];
  const hold = placed();
  assert.ok(input.safeParse({ hold: released(confirmed(hold)) }).success);
  const by = randomUUID();
  for (const part of [
    { series: 'Zofia Kowalska' },
    { series: ['Zofia Kowalska'] },
    { series: [] },
    { narrowed: { series: ['Zofia Kowalska'], from: null, until: null } },
    { narrowed: { series: null, from: null, until: null, note: 'zofia' } },
    { placedBy: 'Zofia' },
    { id: 'zofia' },
    { from: 'the first of March' },
    { note: 'about Zofia' },
    { salt: 'Zofia' },
    { released: { at, by, askedBy: by } },
  ])
    assert.ok(!input.safeParse({ hold: { ...hold, ...part } }).success, JSON.stringify(part));
});

test('T10 T6: under a hold the key that one reviewer opens ends where two people have the same, and none other by that word', async (t) => {
  const vault = ground(t).open();
  const leaseOf = async (lock: 'review' | 'papers' | 'card' | 'contact' | 'code') =>
    (await vault['vault-lease']({ series: 'papers', lock, month: PAST, count: 2 })).slots;
  const [box, carried] = await leaseOf('review');
  assert.ok(box && carried);
  await tell(vault, placed(null));
  await vault['vault-carry']({ to: 'hold:1', items: addresses([carried]) });
  const held = { code: 'vault-held' };
  const second = { secondKeys: true } as const;
  await assert.rejects(vault['vault-shred']({ items: addresses([box]) }), held);
  for (const lock of ['papers', 'card', 'contact', 'code'] as const) {
    const others = addresses(await leaseOf(lock));
    await assert.rejects(vault['vault-shred']({ items: others, ...second }), held, lock);
    await assert.rejects(vault['vault-shred']({ items: [...addresses([box]), ...others], ...second }), held);
    assert.deepEqual((await vault['vault-alive']({ items: others })).alive, [true, true], lock);
  }
  assert.deepEqual(await openKeys(vault, [box]), [box.key], 'all or nothing');
  const items = [...addresses([box]), { epoch: 'hold:1', slot: 0 }];
  await vault['vault-shred']({ items, ...second });
  assert.deepEqual((await vault['vault-alive']({ items })).alive, [false, false]);
});

test('I12 T6: a living key under hold is not shredded, wherever it was carried; a dead one, and others, are', async (t) => {
  const vault = ground(t).open();
  const [first, second, third] = await leaseFrom(vault, 3);
  const [other] = await leaseFrom(vault, 1, PAST, 'cards');
  assert.ok(first && second && third && other);
  await vault['vault-shred']({ items: addresses([third]) });
  const hold = placed();
  await tell(vault, hold);
  const held = { code: 'vault-held' };
  await assert.rejects(vault['vault-shred']({ items: addresses([other, first]) }), held);
  assert.deepEqual(await openKeys(vault, [other, first]), [other.key, first.key], 'all or nothing');
  await vault['vault-carry']({ to: 'hold:1', items: addresses([second]) });
  await assert.rejects(vault['vault-shred']({ items: [{ epoch: 'hold:1', slot: 0 }] }), held);
  await vault['vault-shred']({ items: addresses([third, other]) });
  assert.deepEqual(await openKeys(vault, [first, second, other]), [first.key, second.key, null]);
  await tell(vault, { ...hold, lapsed: true });
  await vault['vault-shred']({ items: addresses([first]) });
  await tell(vault, confirmed(hold));
  await assert.rejects(vault['vault-shred']({ items: [{ epoch: 'hold:1', slot: 0 }] }), held);
  await tell(vault, released(hold));
  await vault['vault-shred']({ items: [{ epoch: 'hold:1', slot: 0 }] });
  await tell(vault, hold);
  assert.deepEqual((await vault['vault-status']({})).holds, { inForce: 0, unsettled: 0 }, 'a release stays');
});

test('a hold of everything holds every series; a month’s end asks nothing of it, as it ends no living key', async (t) => {
  const vault = ground(t).open();
  const [one] = await leaseFrom(vault, 1);
  assert.ok(one);
  await tell(vault, placed(null));
  await assert.rejects(vault['vault-shred']({ items: addresses([one]) }), { code: 'vault-held' });
  await assert.rejects(vault['vault-expire']({ epoch: one.epoch }), { code: 'vault-epoch-in-use' });
  await vault['vault-carry']({ to: 'hold:1', items: addresses([one]) });
  await vault['vault-expire']({ epoch: one.epoch });
  assert.deepEqual(await openKeys(vault, [one]), [one.key]);
});

test('T6: a hold of what came in person keeps nothing here, and is kept; one of what came online keeps it all', async (t) => {
  const place = ground(t);
  const vault = place.open();
  const [one, other] = await leaseFrom(vault, 2);
  assert.ok(one && other);
  const inPerson: Hold = { ...placed(null), channel: 'events' };
  await tell(vault, inPerson);
  await vault['vault-shred']({ items: addresses([one]) });
  await tell(vault, { ...placed(null), channel: 'portal' });
  await assert.rejects(vault['vault-shred']({ items: addresses([other]) }), { code: 'vault-held' });
  const kept = (await holds(place.open())).find(({ id }) => id === inPerson.id);
  assert.equal(kept?.channel, 'events', 'a restart forgets no channel');
  await assert.rejects(tell(vault, { ...inPerson, channel: 'portal' }), { code: 'vault-hold-foreign' });
});

test('the first hold begins a vault, and a restart forgets none; a clock in doubt keeps none out', async (t) => {
  const place = ground(t);
  const hold = placed();
  await tell(place.open(), hold);
  const years = new Date('2046-11-22T12:00:00Z');
  const again = place.open({ now: years });
  assert.deepEqual(await holds(again), [hold]);
  const other = placed('cards');
  await tell(again, other);
  assert.equal((await holds(place.open())).length, 2);
});

test('T6: narrowed, it holds what it was narrowed to and nothing else, and no older word of it widens it again', async (t) => {
  const vault = ground(t).open();
  const [paper, later] = await leaseFrom(vault, 2);
  const [card] = await leaseFrom(vault, 1, PAST, 'cards');
  assert.ok(paper && later && card);
  const hold = placed(null);
  await tell(vault, hold);
  await assert.rejects(vault['vault-shred']({ items: addresses([card]) }), { code: 'vault-held' });
  const whole = confirmed(hold);
  await tell(vault, whole);
  const narrow = { ...whole, narrowed: { series: ['papers'], from: null, until: null } };
  await tell(vault, narrow);
  assert.deepEqual(await tell(vault, whole), narrow, 'what was said before says nothing new');
  await vault['vault-shred']({ items: addresses([card]) });
  await assert.rejects(vault['vault-shred']({ items: addresses([paper]) }), { code: 'vault-held' });
});

test('a hold that an earlier version kept names one series, and is read as it was', async (t) => {
  const place = ground(t);
  const { narrowed: _, ...old } = placed();
  const told = { ...old, series: 'papers' } as unknown as Hold;
  assert.deepEqual(VAULT_OPERATIONS['vault-hold'].input.parse({ hold: told }).hold, {
    ...old,
    series: ['papers'],
    narrowed: null,
  });
  await tell(place.open(), told);
  assert.deepEqual((await holds(place.open()))[0]?.series, ['papers']);
});

test('many holds come a page at a time', async (t) => {
  const vault = ground(t).open();
  const all: string[] = [];
  for (let i = 0; i < 20; i++) all.push((await tell(vault, placed())).id);
  assert.deepEqual(
    (await holds(vault)).map(({ id }) => id),
    all.toSorted(),
  );
  const after = all.toSorted()[11] ?? '';
  assert.equal((await vault['vault-holds']({ after })).holds.length, 8);
});

test('I12: replicas have the holds, the drill counts them, and a restored vault knows them', async (t) => {
  const place = ground(t);
  const settings = { replicas: [place.replica] };
  const vault = place.open({ settings });
  const [key] = await leaseFrom(vault, 1);
  assert.ok(key);
  const [hold, later] = [placed(), placed('cards')];
  await tell(vault, hold);
  const drilled = async () => {
    const { holds, holdsAmiss, behind } = await vault['vault-drill']({ replica: 'cellar' });
    return { holds, holdsAmiss, behind };
  };
  assert.deepEqual(await drilled(), { holds: 1, holdsAmiss: 0, behind: 0 });
  // Its disk is away: the hold counts, the vault says who has not heard of it, and so does the drill when it is back.
  renameSync(place.replica.folder, `${place.replica.folder}.away`);
  const told = await vault['vault-hold']({ hold: later });
  assert.deepEqual([told.replicas, told.acknowledged], [['main', 'cellar'], ['main']]);
  assert.ok((await vault['vault-status']({})).warnings.includes('replica-behind'));
  renameSync(`${place.replica.folder}.away`, place.replica.folder);
  assert.deepEqual(await drilled(), { holds: 1, holdsAmiss: 1, behind: 1 });
  const again = place.open({ settings });
  await again['vault-status']({});
  const cell = join(place.folder, 'vault.cell');
  renameSync(cell, `${cell}.lost`);
  const lost = place.open({ settings });
  await assert.rejects(holds(lost), { code: 'vault-root-missing' });
  await lost['vault-restore']({ replica: 'cellar' });
  assert.deepEqual(
    (await holds(lost)).map(({ id }) => id),
    [hold.id, later.id].sort(),
  );
  await assert.rejects(lost['vault-shred']({ items: addresses([key]) }), { code: 'vault-held' });
});

test('I12: an old copy of the vault’s folder, and a half-written one, forget no hold: they open nothing', async (t) => {
  const place = ground(t);
  const vault = place.open();
  const [key] = await leaseFrom(vault, 1);
  assert.ok(key);
  const roots = join(place.folder, 'vault', 'roots');
  const before = readFileSync(roots);
  await tell(vault, placed());
  const now = readFileSync(roots);
  writeFileSync(roots, before);
  const refused = { code: 'vault-root-missing' };
  for (let copy = 0; copy < 2; copy++) {
    const old = place.open();
    await assert.rejects(holds(old), refused);
    await assert.rejects(old['vault-shred']({ items: addresses([key]) }), refused);
    writeFileSync(roots, now);
    truncateSync(roots, now.length >> 1);
  }
  writeFileSync(roots, now);
  assert.equal((await holds(place.open())).length, 1);
});

test('settled: what was put back is said until somebody confirms or releases it', async (t) => {
  const vault = ground(t).open();
  const hold = confirmed(placed());
  const unsettled = async () => {
    const { holds, warnings } = await vault['vault-status']({});
    assert.equal(warnings.includes('hold-put-back'), holds.unsettled > 0);
    return holds.unsettled;
  };
  await tell(vault, hold);
  assert.equal(await unsettled(), 0);
  await tell(vault, { ...hold, putBackAt: '2026-11-22T09:00:00.000Z' });
  assert.equal(await unsettled(), 1);
  await tell(vault, { ...hold, confirmed: { at: '2026-11-22T10:00:00.000Z', by: randomUUID() } });
  assert.equal(await unsettled(), 0);
  await tell(vault, { ...hold, putBackAt: '2026-11-23T09:00:00.000Z' });
  assert.equal(await unsettled(), 1);
  await tell(vault, released(hold));
  assert.equal(await unsettled(), 0);
});

class Gone extends Error {}
const vanish = (): never => {
  throw new Gone();
};

test('F-01: killed at every durable step of a hold: known whole or not at all, and nothing else is touched', async (t) => {
  for (const act of ['place', 'release'] as const) {
    const place = ground(t);
    const settings = { replicas: [place.replica] };
    const vault = place.open({ settings });
    const [key] = await leaseFrom(vault, 1);
    const [standing, hold] = [placed('cards'), placed()];
    assert.ok(key);
    await tell(vault, standing);
    if (act === 'release') await tell(vault, hold);
    await vault['vault-status']({});
    const saved = place.save();
    const next = act === 'place' ? hold : released(hold);
    let stops = 0;
    for (const how of ['before', 'half'] satisfies Stop[])
      for (let n = 1; ; n++) {
        place.load(saved);
        const disk = stoppingDisk(realDisk, n, how, vanish);
        const answered = await tell(place.open({ disk, settings }), next).then(
          () => true,
          () => false,
        );
        const again = place.open({ settings });
        const found = new Map((await holds(again)).map((one) => [one.id, one]));
        const label = `${act} ${how} ${n}`;
        assert.deepEqual(found.get(standing.id), standing, label);
        const known = found.get(hold.id);
        const before = act === 'place' ? undefined : hold;
        const is = (one: Hold | undefined) => isDeepStrictEqual(known, one);
        assert.ok(is(next) || (!answered && is(before)), label);
        assert.deepEqual(await openKeys(again, [key]), [key.key], label);
        assert.deepEqual(await tell(again, next), next, label);
        if (!disk.stopped()) break;
        stops += 1;
      }
    t.diagnostic(`${act}: ${stops} crash points`);
    assert.ok(stops > 8, `${stops}`);
  }
});
