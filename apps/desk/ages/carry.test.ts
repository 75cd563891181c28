import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newKeyPair, webCryptoSigner } from '@commonkey/credential';
import { openChain, parseStatement, statementDigest } from '@commonkey/shift';
import { closeShift, synchronise } from '../close/close-shift.ts';
import { handOver, issueCard } from '../issue/issue-card.ts';
import { localDay } from '../shift/clock.ts';
import { liveShift } from '../shift/live-shift.ts';
import { newDeskCity, seeded } from '../testing/desk-city.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { proposed } from '../testing/proposed.ts';
import type { Sealed } from '../vault/seal.ts';
import type { AgeStore } from './store.ts';

const OCTOBER = Date.UTC(2026, 9, 14, 18);
const KEY = 'ab'.repeat(32);
const key = {} as CryptoKey;

/** A laptop: what it keeps between shifts, and how often that was written. */
function laptop(): AgeStore & { kept?: Sealed | undefined; writes: number } {
  return {
    writes: 0,
    async get() {
      return this.kept;
    },
    async put(sealed) {
      this.kept = sealed;
      this.writes += 1;
    },
    async drop() {
      this.kept = undefined;
    },
  };
}

async function shift({ at = OCTOBER, agesKey = KEY as string | null } = {}) {
  const city = await newDeskCity(at, 'https://id.model-city.example');
  const signer = await webCryptoSigner(await newKeyPair());
  const { agesKey: _, ...rest } = await city.offer(signer.publicJwk, 5, 8);
  const offer = agesKey === null ? rest : { ...rest, agesKey };
  const vault = memoryVault();
  const chain = await openChain(offer, 'a'.repeat(64));
  await vault.append(key, 0, chain);
  const record = {
    offer,
    program: city.program,
    practiceCity: true,
    trust: city.trust,
    lists: {},
    opened: at,
    synced: at,
    publicJwk: {},
  };
  const parts = { record, signer, vault, key, now: () => at };
  const live = await liveShift({ ...parts, chain });
  const count = (ages: Record<number, number>) => {
    for (const [age, cards] of Object.entries(ages))
      for (let card = 0; card < cards; card += 1) live.countAge(Number(age));
  };
  /** The page is loaded anew: its memory is empty. */
  const reload = async () => liveShift({ ...parts, chain: live.chain() });
  return { live, vault, count, reload };
}

const agree = async (_path: string, body?: unknown) => ({
  acknowledged: await statementDigest(String(Reflect.get(Object(body), 'statement'))),
});

/** Closes and reports. @returns the ages that city hall reads in the statement */
async function close(live: Awaited<ReturnType<typeof shift>>['live'], store: AgeStore) {
  const signed = await closeShift(live, store);
  await synchronise(live, signed, agree, store);
  return parseStatement(signed.statement).statement?.ages;
}

test('ages go from shift to shift on the laptop, are told once there are enough, and are gone then', async () => {
  const store = laptop();
  const first = await shift();
  first.count({ 9: 25, 16: 15, 40: 160, 70: 25 });
  assert.equal(await close(first.live, store), undefined);
  const second = await shift();
  second.count({ 3: 20, 17: 10, 18: 120, 65: 30 });
  assert.deepEqual(await close(second.live, store), { from: [14, 18, 65], cards: [45, 25, 280, 55] });
  const third = await shift();
  third.count({ 40: 90 });
  assert.equal(await close(third.live, store), undefined);
  const last = await shift();
  last.count({ 9: 30, 16: 30, 40: 220, 70: 30 });
  assert.deepEqual(await close(last.live, store), { from: [14, 18, 65], cards: [30, 30, 310, 30] });
});

test('T9: ages are written nowhere while a shift lasts, and between shifts no laptop opens them by itself', async () => {
  const store = laptop();
  const { live, vault } = await shift();
  const { program } = live.record;
  const person = proposed(program, localDay(OCTOBER, 'America/Chicago'));
  const card = await issueCard(live, person, seeded(1), async () => ({}));
  await handOver(live, person, card, null);
  assert.equal(
    live.ages()?.cards.reduce((sum, one) => sum + one, 0),
    1,
  );
  assert.ok(!vault.log.some((line) => line.includes('ages')), vault.log.join());
  assert.equal(store.writes, 0);
  await closeShift(live, store);
  assert.equal(store.writes, 0, 'city hall has not answered');
  await close(live, store);
  assert.equal(store.writes, 1);
  const one = store.kept?.bytes.length;
  const many = await shift();
  many.count({ 9: 100, 16: 100, 40: 100 });
  await close(many.live, store);
  assert.equal(store.kept?.bytes.length, one, 'one card is as long as three hundred');
});

test('the carry is gone before the statement is signed: a laptop that forgets its shift counts no card twice', async () => {
  const store = laptop();
  const before = await shift();
  before.count({ 9: 90, 16: 90, 40: 90, 70: 90 });
  await close(before.live, store);
  assert.ok(store.kept);
  const lost = await shift();
  lost.count({ 9: 20, 16: 20, 40: 20, 70: 20 });
  const { statement } = await closeShift(lost.live, store);
  assert.ok(parseStatement(statement).statement?.ages, 'it goes to city hall, and the answer never comes');
  assert.equal(store.kept, undefined);
});

test('a spoiled card has no age', async () => {
  const { live } = await shift();
  const person = proposed(live.record.program, localDay(OCTOBER, 'America/Chicago'));
  const { serial } = await issueCard(live, person, seeded(1), async () => ({}));
  await live.append({ kind: 'spoiled', serial, reason: 'jam' });
  assert.deepEqual(live.ages()?.cards, [0, 0, 0, 0]);
});

test('what a page forgot by a reload, another key, another quarter or a full disk is not known, and nothing is counted twice', async () => {
  const store = laptop();
  const full = { 9: 90, 16: 90, 40: 90, 70: 90 };
  const rest = { 9: 20, 16: 20, 40: 20, 70: 20 };
  const begun = async () => {
    const before = await shift();
    before.count(full);
    assert.equal(await close(before.live, store), undefined);
  };
  await begun();
  const cut = await shift();
  cut.count(rest);
  assert.equal(await close(await cut.reload(), store), undefined, 'the reloaded page knows of none');
  const foreign = await shift({ agesKey: 'cd'.repeat(32) });
  foreign.count(rest);
  assert.equal(await close(foreign.live, store), undefined);
  await store.drop();

  await begun();
  const january = await shift({ at: Date.UTC(2027, 0, 14, 18) });
  january.count(rest);
  assert.equal(await close(january.live, store), undefined);
  await store.drop();

  await begun();
  const stuck = await shift();
  stuck.count(rest);
  stuck.vault.put = async (_key, place) => {
    if (place === 'ages') throw new Error('no room');
  };
  assert.equal(await close(stuck.live, store), undefined, 'and it closes');
  await store.drop();

  await begun();
  const again = await shift();
  again.count(rest);
  await closeShift(again.live, store);
  const resumed = await again.reload();
  const told = await close(resumed, store);
  assert.deepEqual(told?.cards, [110, 110, 110, 110], 'the very statement that was signed');
  const next = await shift();
  next.count(rest);
  assert.equal(await close(next.live, store), undefined, 'it began at nought');
});

test('a city that counts no ages carries none', async () => {
  const store = laptop();
  const { live, count } = await shift({ agesKey: null });
  count({ 9: 200, 16: 200, 40: 200, 70: 200 });
  assert.equal(await close(live, store), undefined);
  assert.equal(store.kept, undefined);
});
