import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Random } from '@commonkey/credential';
import { newKeyPair, type Signer, webCryptoSigner } from '@commonkey/credential';
import { type Chain, handOversOf, openChain, tally, verifyChain } from '@commonkey/shift';
import { isFault } from '@commonkey/words';
import type { Shown } from '../codes.ts';
import type { Proposed } from '../machine/steps.ts';
import { shownOf } from '../page/shown.ts';
import { localDay } from '../shift/clock.ts';
import { type LiveShift, liveShift } from '../shift/live-shift.ts';
import { newDeskCity, seeded } from '../testing/desk-city.ts';
import { type MemoryVault, memoryVault } from '../testing/memory-vault.ts';
import { proposed } from '../testing/proposed.ts';
import { handOver, issueCard, type SignedCard } from './issue-card.ts';
import { checkScanBack } from './scan-back.ts';

const NOON = Date.UTC(2026, 10, 14, 18);
const TODAY = localDay(NOON, 'America/Chicago');
const key = {} as CryptoKey;
const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;

/** The card without its faces: what is drawn has tests of its own. */
const issue = (live: LiveShift, person: Proposed, random: Random): Promise<SignedCard> =>
  issueCard(live, person, random, async () => ({}));

type Bench = { live: LiveShift; vault: MemoryVault; signed: string[]; clock: { now: number } };

async function bench(cards = 3, breakSigning = false): Promise<Bench> {
  const city = await newDeskCity(NOON, 'https://id.model-city.example');
  const real = await webCryptoSigner(await newKeyPair());
  const vault = memoryVault();
  const signed: string[] = [];
  const signer: Signer = {
    ...real,
    sign: async (data) => {
      signed.push(vault.log.join(' | '));
      if (breakSigning) throw new Error('key gone');
      return real.sign(data);
    },
  };
  const offer = await city.offer(real.publicJwk, cards, 8);
  const chain = await openChain(offer, 'a'.repeat(64));
  await vault.append(key, 0, chain);
  const clock = { now: NOON };
  const record = {
    offer,
    program: city.program,
    practiceCity: true,
    trust: city.trust,
    lists: { [city.uri]: Buffer.from(city.token).toString('base64url') },
    opened: NOON,
    synced: NOON,
    publicJwk: {},
  };
  const live = await liveShift({ record, signer, vault, key, chain, now: () => clock.now });
  return { live, vault, signed, clock };
}

const sum = (live: LiveShift) => {
  const t = tally(live.record.offer, live.chain());
  assert.equal(t.signed, t.printed + t.spoiled + t.void + t.pending, 'T7');
  return t;
};

/** Letters without pattern: what compression cannot help. */
const hanzi = (n: number) =>
  String.fromCodePoint(...Array.from(seeded(5)(n), (byte, i) => 0x4e00 + ((byte * 79 + i * 31) % 20000)));

test('T7: the intent is durable before the key is used, and the card verifies with no network', async () => {
  const { live, signed } = await bench();
  const person = proposed(live.record.program, TODAY);
  const card = await issue(live, person, seeded(1));
  assert.equal(signed.length, 1);
  assert.match(signed[0] ?? '', /append intent$/);
  assert.equal(sum(live).pending, 1);
  await checkScanBack(live, card, card.qr, NOON);
  await handOver(live, person, card, 'free');
  const after = sum(live);
  assert.deepEqual([after.printed, after.pending, after.fees.free], [1, 0, 1]);
});

test('a full disk: nothing is signed, nothing is used up', async () => {
  const { live, vault, signed } = await bench();
  await live.stop();
  vault.failNext('desk-storage-full');
  await assert.rejects(
    issue(live, proposed(live.record.program, TODAY), seeded(1)),
    code('desk-storage-full'),
  );
  assert.deepEqual(signed, []);
  assert.equal(sum(live).signed, 0);
  await issue(live, proposed(live.record.program, TODAY), seeded(1));
  assert.equal(sum(live).pending, 1);
});

test('T7, F-02: all that a hand-over means is written in one step or not at all', async () => {
  const { live, vault } = await bench();
  const person = proposed(live.record.program, TODAY);
  const [old = ''] = live.record.offer.places.map(({ serial }) => serial).slice(-1);
  const visit = {
    ...person.visit,
    surrendered: { serial: old, by: 'card' as const },
    pickUp: 'b'.repeat(32),
  };
  const card = await issue(live, person, seeded(1));
  vault.failNext('desk-storage-full');
  await assert.rejects(handOver(live, { ...person, visit }, card, 'free'), code('desk-storage-full'));
  assert.equal(sum(live).pending, 1);
  assert.equal(handOversOf(live.chain()).size, 0);
  await handOver(live, { ...person, visit }, card, 'free');
  assert.match(vault.log.at(-1) ?? '', /^append printed \+ revoke \+ hand-over \+ fee$/);
  await verifyChain(live.record.offer, (await vault.chain(key)) as Chain);
  assert.deepEqual([...handOversOf(live.chain())], [['b'.repeat(32), card.serial]]);
  const after = sum(live);
  assert.deepEqual([after.printed, after.revoked, after.fees.free], [1, 1, 1]);
});

test('F-02: signing that fails after its intent leaves the serial void', async () => {
  const { live } = await bench(3, true);
  await assert.rejects(issue(live, proposed(live.record.program, TODAY), seeded(1)));
  assert.deepEqual([sum(live).void, sum(live).pending], [1, 0]);
});

test('F-02: a signed card that cannot be drawn leaves the serial void, and the next one is made', async () => {
  const { live } = await bench();
  const person = proposed(live.record.program, TODAY);
  const broken = issueCard(live, person, seeded(1), async () => {
    throw new RangeError(`no room for ${person.person.name}`);
  });
  await assert.rejects(broken, code('desk-unexpected'));
  assert.deepEqual([sum(live).void, sum(live).pending], [1, 0]);
  await handOver(live, person, await issue(live, person, seeded(1)), null);
  await live.append({ kind: 'close' });
  assert.deepEqual([sum(live).void, sum(live).printed], [1, 1]);
});

test('T9: what nobody had foreseen is told by its step and kind, and by nothing it says', async () => {
  const { live, vault } = await bench();
  const person = proposed(live.record.program, TODAY);
  const told = async (work: Promise<unknown>): Promise<Shown> => {
    const error = await work.then(
      () => assert.fail('nothing went wrong'),
      (thrown: unknown) => thrown,
    );
    return shownOf(error);
  };
  const said = (step: string) => ({ code: 'desk-unexpected', params: { code: step } });
  const words = `no room for ${person.person.name}`;
  const face = () => Promise.reject(new WebAssembly.RuntimeError(words));
  const faceless = { ...person, portrait: { ...person.portrait, face } };
  assert.deepEqual(await told(issue(live, faceless, seeded(1))), said('face: RuntimeError'));
  const named = Object.assign(new Error(words), { name: person.person.name });
  const drawn = issueCard(live, person, seeded(1), () => Promise.reject(named));
  assert.deepEqual(await told(drawn), said('draw: other'));
  vault.append = () => Promise.reject(new DOMException(words, 'OperationError'));
  assert.deepEqual(await told(issue(live, person, seeded(1))), said('intent: OperationError'));
  assert.deepEqual(shownOf(new TypeError(words)), said('TypeError'));
  assert.deepEqual(shownOf(words), said('other'));
});

test('F-11, CL-07: a clock that is wrong, a used-up block and a stopped line sign nothing', async () => {
  const { live, clock, signed } = await bench(1);
  const person = proposed(live.record.program, TODAY);
  clock.now = NOON + 3_600_000;
  await live.stop();
  clock.now = NOON;
  await assert.rejects(issue(live, person, seeded(1)), code('desk-clock-backwards'));
  clock.now = NOON + 10 * 365 * 86_400_000;
  await assert.rejects(issue(live, person, seeded(1)), code('desk-clock-outside'));
  clock.now = NOON + 3_600_000;
  await live.stopLine(true);
  await assert.rejects(issue(live, person, seeded(1)), code('desk-stopped'));
  await live.stopLine(false);
  assert.deepEqual(signed, []);
  await issue(live, person, seeded(1));
  await assert.rejects(issue(live, person, seeded(1)), code('desk-count-over'));
});

test('the fullest card fits: 60 letters twice, and what cannot fit is refused before its intent', async () => {
  const { live, signed } = await bench();
  const full = { name: 'Ễ'.repeat(60), secondName: '漢'.repeat(60), secondLanguage: 'zh' };
  await issue(live, proposed(live.record.program, TODAY, full), seeded(1));
  assert.equal(signed.length, 1);
  const tooFull = { name: 'ŵ'.repeat(190), secondName: hanzi(190), secondLanguage: 'zh' };
  const before = sum(live).signed;
  await assert.rejects(
    issue(live, proposed(live.record.program, TODAY, tooFull), seeded(1)),
    code('desk-card-too-full'),
  );
  assert.equal(sum(live).signed, before);
  assert.equal(signed.length, 1);
});

test('another card, an altered one and a wrong number do not pass the scan back', async () => {
  const { live } = await bench();
  const person = proposed(live.record.program, TODAY);
  const first = await issue(live, person, seeded(1));
  const second = await issue(live, person, seeded(2));
  await assert.rejects(checkScanBack(live, first, second.qr, NOON), code('desk-scan-other-card'));
  await assert.rejects(checkScanBack(live, first, second.serial, NOON), code('desk-scan-other-card'));
  await assert.rejects(checkScanBack(live, first, 'rubbish', NOON), code('desk-scan-other-card'));
  await checkScanBack(live, first, first.serial, NOON);
});
