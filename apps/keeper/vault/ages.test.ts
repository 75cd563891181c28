import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import type { Hold, KeptHold } from './holds.ts';
import { VAULT_OPERATIONS } from './protocol.ts';
import { type Address, addressKey } from './table.ts';
import { addresses, type Ground, ground, type Held, leaseFrom, NOW, PAST } from './testing/fresh.ts';
import type { Vault } from './vault.ts';

const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY);
/** Over everywhere at `NOW`. */
const OVER = '2026-11-20';
const LAST = '2026-11-21';

const over = (until: string | null, series: string[] | null = ['papers']): Hold => ({
  id: randomUUID(),
  series,
  from: null,
  until,
  placedAt: '2026-11-22T09:00:00.000Z',
  placedBy: randomUUID(),
  salt: 'A'.repeat(43),
  provisionalUntil: '2026-11-25T09:00:00.000Z',
  confirmed: null,
  narrowed: null,
  released: null,
  lapsed: false,
  putBackAt: null,
});
const at = '2026-11-22T10:00:00.000Z';
const narrowedTo = (hold: Hold, until: string | null): Hold => ({
  ...hold,
  confirmed: { at, by: randomUUID() },
  narrowed: { series: hold.series, from: null, until },
});
const released = (hold: Hold): Hold => ({
  ...hold,
  released: { at, by: randomUUID(), askedBy: randomUUID() },
});
const tell = async (vault: Vault, hold: Hold, earliest = NOW): Promise<KeptHold> =>
  (await vault['vault-hold']({ hold, earliest: earliest.toISOString() })).hold;
const beside = async (vault: Vault, { epoch }: Address): Promise<Held[]> =>
  (
    await vault['vault-lease']({
      ...{ series: 'papers', lock: 'papers', month: PAST, count: 1 },
      beside: epoch,
    })
  ).slots;

/** Ends the key, unless a hold keeps it. */
async function ends(vault: Vault, item: Address): Promise<boolean> {
  try {
    await vault['vault-shred']({ items: addresses([item]) });
    return true;
  } catch (error) {
    if (!isFault(error) || error.code !== 'vault-held') throw error;
    return false;
  }
}

test('T6: a hold over past days keeps what was there, and nothing that came after it', async (t) => {
  const place = ground(t);
  const vault = place.open();
  const [before] = await leaseFrom(vault, 1);
  assert.ok(before);
  const hold = await tell(vault, over(LAST));
  assert.equal(hold.age, 1);
  const [after, other] = await leaseFrom(vault, 2);
  assert.ok(after && other);
  assert.notEqual(after.epoch, before.epoch, 'a table of its own');
  assert.deepEqual([await ends(vault, before), await ends(vault, after)], [false, true]);
  const again = place.open();
  assert.equal((await again['vault-holds']({})).holds[0]?.age, 1, 'a restart forgets no age');
  assert.deepEqual([await ends(again, before), await ends(again, other)], [false, true]);
  await tell(again, released(hold));
  assert.equal(await ends(again, before), true);
});

test('T6: a second hold keeps what came between the two, and the first goes on leaving it out', async (t) => {
  const vault = ground(t).open();
  const first = await tell(vault, over(LAST));
  const [between] = await leaseFrom(vault, 1);
  assert.ok(between);
  const second = await tell(vault, over(OVER));
  assert.deepEqual([first.age, second.age], [1, 2]);
  assert.equal((await tell(vault, over(OVER))).age, 2, 'nothing was leased: no table stands between them');
  const [after] = await leaseFrom(vault, 1);
  assert.ok(after);
  assert.deepEqual([await ends(vault, between), await ends(vault, after)], [false, true]);
  assert.equal((await tell(vault, first)).age, 1, 'told again it keeps its age');
  await tell(vault, released(second));
  assert.equal(await ends(vault, between), false, 'the third, of the same age, keeps it still');
});

test('T6: a hold of every day, or of a day that is not over everywhere, keeps whatever comes', async (t) => {
  for (const until of [null, '2026-11-22', '2027-01-31']) {
    const vault = ground(t).open();
    const hold = await tell(vault, over(until));
    const [after] = await leaseFrom(vault, 1);
    assert.ok(after);
    assert.deepEqual([hold.age, await ends(vault, after)], [undefined, false], `${until}`);
  }
});

test('T6: narrowed to past days it leaves out what comes from then on; one that reaches further has no age', async (t) => {
  const vault = ground(t).open();
  const [before] = await leaseFrom(vault, 1);
  const hold = over(null);
  await tell(vault, hold);
  const [between] = await leaseFrom(vault, 1);
  assert.equal((await tell(vault, narrowedTo(hold, LAST))).age, 1);
  const [after] = await leaseFrom(vault, 1);
  assert.ok(before && between && after);
  assert.deepEqual(
    [await ends(vault, before), await ends(vault, between), await ends(vault, after)],
    [false, false, true],
  );
  const past = over(OVER);
  assert.equal((await tell(vault, past)).age, 2);
  const [young] = await leaseFrom(vault, 1);
  assert.ok(young);
  assert.equal((await tell(vault, narrowedTo(past, '2027-01-31'))).age, undefined);
  assert.equal(await ends(vault, young), false);
});

test('T6: its days are over by and by: then the next lease begins a table that it does not hold', async (t) => {
  const place = ground(t);
  await tell(place.open(), over('2026-11-25'));
  const open = () => place.open({ now: later(6) });
  const lease = async (vault: Vault, earliest: Date): Promise<Held[]> => {
    const wish = { series: 'papers', lock: 'papers', month: PAST, count: 1 } as const;
    return (await vault['vault-lease']({ ...wish, earliest: earliest.toISOString() })).slots;
  };
  const [doubtful] = await lease(open(), later(6));
  const vault = open();
  const [elsewhere, after] = [...(await lease(vault, later(2))), ...(await lease(vault, later(6)))];
  assert.ok(doubtful && elsewhere && after);
  assert.equal(await ends(vault, elsewhere), false, 'city hall does not know it yet');
  assert.equal(
    await ends(vault, doubtful),
    false,
    'after a rest of six days nobody knows whether six went by',
  );
  assert.equal(await ends(vault, after), true);
});

test('I13 F-11: by a clock that stands ten years off a hold gets no age', async (t) => {
  const place = ground(t);
  const [one] = await leaseFrom(place.open(), 1);
  assert.ok(one);
  for (const days of [3650, -3650]) {
    const vault = place.open({ now: later(days) });
    for (const theirs of [NOW, later(days)])
      assert.equal((await tell(vault, over('2026-11-30'), theirs)).age, undefined);
    await assert.rejects(leaseFrom(vault, 1), { code: 'vault-clock-in-doubt' });
  }
  const vault = place.open();
  assert.equal((await tell(vault, over('2026-11-30'), later(3650))).age, undefined, 'nor by city hall’s');
  assert.equal((await tell(vault, over(LAST), later(-3650))).age, undefined);
  const told = await vault['vault-hold']({ hold: over(LAST) });
  assert.equal(told.hold.age, undefined, 'nor where nobody says what time it is');
  const [next] = await leaseFrom(vault, 1);
  assert.ok(next);
  assert.deepEqual([await ends(vault, one), await ends(vault, next)], [false, false]);
});

test('T6: what belongs with something older is as old; so is what belongs with a table that has ended', async (t) => {
  const vault = ground(t).open();
  const [first, gone] = [await leaseFrom(vault, 1), await leaseFrom(vault, 1, PAST, 'cards')].flat();
  assert.ok(first && gone);
  await vault['vault-shred']({ items: addresses([gone]) });
  await vault['vault-expire']({ epoch: gone.epoch });
  await tell(vault, over(LAST, null));
  const [kin, sameTable, young] = [
    ...(await beside(vault, first)),
    ...(await beside(vault, gone)),
    ...(await leaseFrom(vault, 1)),
  ];
  assert.ok(kin && sameTable && young);
  assert.deepEqual([kin.epoch, sameTable.epoch], [first.epoch, first.epoch], 'in the table that has room');
  assert.deepEqual(
    [await ends(vault, kin), await ends(vault, sameTable), await ends(vault, young)],
    [false, false, true],
  );
  const [beyond] = await beside(vault, young);
  assert.ok(beyond);
  assert.equal(await ends(vault, beyond), true, 'what belongs with something young is young');
});

test('T6: what hangs on a matter of the law department may speak of any day, and stays whenever it came', async (t) => {
  const vault = ground(t).open();
  await tell(vault, over(LAST, null));
  for (const lock of ['matter', 'process', 'counsel'] as const) {
    const { slots, age } = await vault['vault-lease']({ series: 'law', lock, month: PAST, count: 1 });
    assert.ok(slots[0]);
    assert.deepEqual([age, await ends(vault, slots[0])], [0, false], lock);
  }
});

test('T6: carried together, they are held as the oldest of them is', async (t) => {
  const vault = ground(t).open();
  const old = await leaseFrom(vault, 1);
  const hold = await tell(vault, over(LAST));
  const young = await leaseFrom(vault, 2);
  const carry = async (to: string, items: readonly Address[]) =>
    (await vault['vault-carry']({ to, items: addresses(items) })).slots.flatMap((slot) => slot ?? []);
  const [alone] = await carry('hold:young', young.slice(0, 1));
  const [with1, with2] = await carry('hold:mixed', [...young.slice(1), ...old]);
  assert.ok(alone && with1 && with2);
  assert.equal(await ends(vault, alone), true);
  assert.deepEqual([await ends(vault, with1), await ends(vault, with2)], [false, false]);
  const [grown] = await carry('hold:mixed', await leaseFrom(vault, 1));
  assert.ok(grown);
  assert.equal(await ends(vault, grown), false, 'a table that grows gets no younger');
  await tell(vault, released(hold));
  assert.deepEqual([await ends(vault, with1), await ends(vault, with2)], [true, true]);
});

test('I12: a replica has the ages, the drill compares them, and a restored vault goes on from them', async (t) => {
  const place = ground(t);
  const settings = { replicas: [place.replica] };
  const vault = place.open({ settings });
  const [before] = await leaseFrom(vault, 1);
  const hold = await tell(vault, over(LAST));
  const [after] = await leaseFrom(vault, 1);
  assert.ok(before && after);
  assert.deepEqual((await vault['vault-drill']({ replica: 'cellar' })).holdsAmiss, 0);
  const cell = join(place.folder, 'vault.cell');
  renameSync(cell, `${cell}.lost`);
  const restored = place.open({ settings });
  await restored['vault-restore']({ replica: 'cellar' });
  assert.equal((await tell(restored, hold)).age, 1);
  const [next, kin] = [...(await leaseFrom(restored, 1)), ...(await beside(restored, before))];
  assert.ok(next && kin);
  assert.deepEqual(
    [await ends(restored, before), await ends(restored, kin), await ends(restored, after)],
    [false, false, true],
  );
  assert.equal(await ends(restored, next), true);
});

test('T9: nobody tells the key process an age, and one of an earlier version has none', () => {
  const { input } = VAULT_OPERATIONS['vault-hold'];
  assert.ok(input.safeParse({ hold: over(LAST) }).success);
  assert.ok(!input.safeParse({ hold: { ...over(LAST), age: 0 } }).success);
});

type Deed =
  | { do: 'lease' | 'place' | 'widen' | 'release' | 'restart' }
  | { do: 'beside' | 'carry' | 'narrow'; which: number };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('lease', 'place') }) },
  fc.record({ do: fc.constantFrom('widen', 'release', 'restart') }),
  fc.record({ do: fc.constantFrom('beside', 'carry', 'narrow'), which: fc.nat(7) }),
);

test('T6: whatever comes in whatever order, no key ends that a hold may speak of, and of the others all do', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 24 }), async (deeds) => {
      const place = ground(t);
      const world = new World(place);
      for (const one of deeds) await world.act(one);
      await world.judge();
    }),
    { numRuns: 25, seed: 31 },
  );
});

/** What must be so, by the order of things alone. */
class World {
  private vault: Vault;
  private now = 0;
  private readonly keys: { at: Address; came: number; carried: boolean }[] = [];
  private readonly holds: { hold: Hold; since: number | null; over: boolean }[] = [];

  private readonly place: Ground;

  constructor(place: Ground) {
    this.place = place;
    this.vault = place.open();
  }

  async act(deed: Deed): Promise<void> {
    this.now += 1;
    const which = 'which' in deed ? deed.which : 0;
    const key = this.keys[which % Math.max(1, this.keys.length)];
    const held = this.holds[which % Math.max(1, this.holds.length)] ?? null;
    const last = this.holds.findLast((one) => !one.over);
    if (deed.do === 'restart') this.vault = this.place.open();
    if (deed.do === 'lease') this.add(await leaseFrom(this.vault, 1), this.now);
    if (deed.do === 'beside' && key) this.add(await beside(this.vault, key.at), key.came);
    if (deed.do === 'carry' && key) {
      const { slots } = await this.vault['vault-carry']({ to: 'hold:1', items: addresses([key.at]) });
      if (slots[0] && addressKey(slots[0]) !== addressKey(key.at))
        Object.assign(key, { at: slots[0], carried: true });
    }
    if (deed.do === 'place') await this.tell({ hold: over(LAST), since: this.now, over: false });
    if (deed.do === 'widen') await this.tell({ hold: over(null), since: null, over: false });
    if (deed.do === 'narrow' && held && held.hold.narrowed === null && !held.over) {
      held.hold = narrowedTo(held.hold, OVER);
      held.since ??= this.now;
      await tell(this.vault, held.hold);
    }
    if (deed.do === 'release' && last) {
      last.hold = released(last.hold);
      last.over = true;
      await tell(this.vault, last.hold);
    }
  }

  /** What was carried beside something older is kept with it; of the others the answer is exact. */
  async judge(): Promise<void> {
    for (const { at, came, carried } of this.keys) {
      const kept = this.holds.some((one) => !one.over && (one.since === null || came < one.since));
      const ended = await ends(this.vault, at);
      if (kept || !carried) assert.equal(ended, !kept, JSON.stringify({ at, came, holds: this.holds }));
    }
  }

  private add(slots: readonly Address[], came: number): void {
    for (const one of addresses(slots)) this.keys.push({ at: one, came, carried: false });
  }

  private async tell(one: World['holds'][number]): Promise<void> {
    this.holds.push(one);
    await tell(this.vault, one.hold);
  }
}
