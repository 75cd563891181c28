import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import {
  appendEntry,
  type Chain,
  type ChainBody,
  checkStatement,
  closingStatement,
  openChain,
  pendingSerials,
  SPOIL_REASONS,
  tally,
  verifyChain,
} from './index.ts';
import { chainOf, SALT, sampleOffer } from './testing/sample.ts';

const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;
const serialAt = (offer: ReturnType<typeof sampleOffer>, i: number) => offer.places[i]?.serial ?? '';
const printed = (serial: string): ChainBody => ({
  kind: 'printed',
  serial,
  issueMonth: '2026-11',
  expiryMonth: '2031-11',
  slip: 'c'.repeat(64),
});
const intent = (serial: string, barcode: string | null = null): ChainBody => ({
  kind: 'intent',
  serial,
  purpose: 'first',
  barcode,
});

test('T7: nothing is printed, spoiled or voided without an intent, and a serial signs once', async () => {
  const offer = sampleOffer(3, 1);
  const [a, b] = [serialAt(offer, 0), serialAt(offer, 1)];
  const open = await openChain(offer, SALT);
  await assert.rejects(appendEntry(offer, open, printed(a)), code('serial-not-pending'));
  const done = await chainOf(offer, [intent(a), printed(a)]);
  await assert.rejects(appendEntry(offer, done, intent(a)), code('serial-used'));
  await assert.rejects(appendEntry(offer, done, printed(a)), code('serial-not-pending'));
  await assert.rejects(appendEntry(offer, done, intent('999999999999')), code('serial-not-in-block'));
  const half = await appendEntry(offer, done, intent(b, offer.barcodes[0] ?? ''));
  await assert.rejects(appendEntry(offer, half, { kind: 'close' }), code('serials-pending'));
  await assert.rejects(
    appendEntry(offer, half, intent(serialAt(offer, 2), offer.barcodes[0] ?? '')),
    code('barcode-used'),
  );
  assert.deepEqual(pendingSerials(offer, half), [b]);
  const closed = await chainOf(offer, [{ kind: 'close' }]);
  await assert.rejects(appendEntry(offer, closed, { kind: 'refused' }), code('chain-closed'));
});

test('the quota is a hard stop even when the block is larger', async () => {
  const offer = { ...sampleOffer(3), quota: 1 };
  const one = await chainOf(offer, [intent(serialAt(offer, 0))]);
  await assert.rejects(appendEntry(offer, one, intent(serialAt(offer, 1))), code('quota-reached'));
});

test('a chain keeps no stray field and no fee outside the program', async () => {
  const offer = sampleOffer(1);
  const open = await openChain(offer, SALT);
  const stray = Object.assign(intent(serialAt(offer, 0)), { name: 'Ada' });
  await assert.rejects(appendEntry(offer, open, stray), code('chain-bad-entry'));
  await assert.rejects(appendEntry(offer, open, { kind: 'fee', code: 'ada' }), code('chain-bad-entry'));
});

test('a stored chain that was changed, cut in the middle or reordered is broken', async () => {
  const offer = sampleOffer(2);
  const [a, b] = [serialAt(offer, 0), serialAt(offer, 1)];
  const chain = await chainOf(offer, [intent(a), { kind: 'void', serial: a }, intent(b), printed(b)]);
  await verifyChain(offer, chain);
  const changed = chain.map((e) => (e.kind === 'printed' ? { ...e, issueMonth: '2026-12' } : e));
  await assert.rejects(verifyChain(offer, changed), code('chain-broken'));
  const relinked = chain.map((e, i) => (i === 2 ? { ...e, previous: 'f'.repeat(64) } : e));
  await assert.rejects(verifyChain(offer, relinked), code('chain-broken'));
  await assert.rejects(verifyChain(offer, chain.toSpliced(2, 1)), code('chain-broken'));
  await assert.rejects(verifyChain(offer, chain.toReversed()), code('chain-broken'));
});

test('the head depends on the salt: the order of a small shift cannot be found by trying', async () => {
  const offer = sampleOffer(1);
  const a = await openChain(offer, SALT);
  const b = await openChain(offer, 'cd'.repeat(32));
  assert.notEqual(a[0]?.hash, b[0]?.hash);
});

const move = fc.record({
  at: fc.nat(7),
  what: fc.constantFrom('intent', 'printed', 'spoiled', 'void', 'refused', 'fee', 'revoke'),
  barcode: fc.boolean(),
  reason: fc.constantFrom(...SPOIL_REASONS),
});

test('T7, I7: after any entries signed = printed + spoiled + void + pending, and the closing statement checks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (moves) => {
      const offer = sampleOffer(8, 8);
      let chain: Chain = await openChain(offer, SALT);
      const model = new Map<string, string>();
      for (const { at, what, barcode, reason } of moves) {
        const serial = serialAt(offer, at);
        const bodies: Record<string, ChainBody> = {
          intent: intent(serial, barcode ? (offer.barcodes[at] ?? null) : null),
          printed: printed(serial),
          spoiled: { kind: 'spoiled', serial, reason },
          void: { kind: 'void', serial },
          refused: { kind: 'refused' },
          fee: { kind: 'fee', code: 'first-card' },
          revoke: { kind: 'revoke', serial, by: 'card' },
        };
        const body = bodies[what];
        if (!body) throw new Error(what);
        const allowed =
          what === 'intent'
            ? !model.has(serial)
            : ['printed', 'spoiled', 'void'].includes(what)
              ? model.get(serial) === 'pending'
              : true;
        if (!allowed) {
          await assert.rejects(appendEntry(offer, chain, body));
          continue;
        }
        chain = await appendEntry(offer, chain, body);
        if (what === 'intent') model.set(serial, 'pending');
        else if (['printed', 'spoiled', 'void'].includes(what)) model.set(serial, what);
        const sum = tally(offer, chain);
        assert.equal(sum.signed, sum.printed + sum.spoiled + sum.void + sum.pending);
        assert.equal(sum.pending, [...model.values()].filter((s) => s === 'pending').length);
        assert.equal(sum.unused, 8 - model.size);
      }
      for (const serial of pendingSerials(offer, chain))
        chain = await appendEntry(offer, chain, { kind: 'void', serial });
      chain = await appendEntry(offer, chain, { kind: 'close' });
      await verifyChain(offer, chain);
      assert.deepEqual(checkStatement(offer, closingStatement(offer, chain)), []);
    }),
    { numRuns: 60, seed: 20261122 },
  );
});
