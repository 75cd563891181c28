import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate, testCity } from '../testing/city.ts';
import { adopt, confirmRoots } from '../trust/adopt.ts';
import type { Held } from '../trust/held.ts';
import { checkCard } from './check.ts';

const day = 86_400_000;
const published = Date.parse('2026-11-14T09:00:00Z');
const now = new Date(published + 3 * 3_600_000);

const city = await testCity({ published, practice: false });
const other = await testCity({ published });
const good = await city.card();

async function heldBy(from: typeof city, at = published): Promise<Held> {
  const held = adopt(null, { bundle: from.trust(), now: at, skew: 0 });
  return { ...held, lists: new Map([['https://id.model-city.example/status/1', await from.status()]]) };
}
const held = await heldBy(city);

describe('what the page says of a card', () => {
  test('valid, with the age of the list it rests on (T8)', async () => {
    const view = await checkCard(good.text, held, now);
    assert.equal(view.verdict, 'valid');
    assert.equal(view.reason, null);
    assert.equal(view.listAge, 3 * 3600);
    assert.equal(view.card?.name, 'María Fernanda Ocampo Ríos');
    assert.match(view.card?.number ?? '', /^\d{4} \d{4} \d{4}$/);
    assert.equal(view.practice, false);
  });

  test('not valid: revoked, expired; the card was still the city’s', async () => {
    const revoked = await city.card();
    city.revoke(revoked.place);
    const gone = await checkCard(revoked.text, await heldBy(city), now);
    assert.deepEqual([gone.verdict, gone.reason, gone.card !== null], ['not-valid', 'revoked', true]);
    const ended = await city.card({ expires: plainDate(published - 4 * day) });
    const late = await checkCard(ended.text, held, now);
    assert.deepEqual([late.verdict, late.reason, late.card !== null], ['not-valid', 'expired', true]);
  });

  test('undetermined, never "no": old lists, no list, another city’s, nothing at all', async () => {
    const later = await checkCard(good.text, held, new Date(published + 9 * day));
    assert.deepEqual([later.verdict, later.reason], ['undetermined', 'status-list-stale']);
    assert.equal(later.listAge, 9 * 86_400, 'says how old the list is');
    assert.ok(later.card, 'the signature is proven all the same');
    const listless = await checkCard(good.text, { ...held, lists: new Map() }, now);
    assert.deepEqual([listless.verdict, listless.reason], ['undetermined', 'status-list-missing']);
    const mixed = { ...held, lists: (await heldBy(other)).lists };
    const foreign = await checkCard(good.text, mixed, now);
    assert.deepEqual([foreign.verdict, foreign.reason], ['undetermined', 'status-list-unproven']);
    const bare = await checkCard(good.text, null, now);
    assert.deepEqual([bare.verdict, bare.reason], ['undetermined', 'no-trust']);
  });

  test('shows nothing of a card whose signature is not proven', async () => {
    const { text } = await other.card();
    const view = await checkCard(text, held, now);
    assert.equal(view.verdict, 'undetermined');
    assert.equal(view.reason, 'issuing-key-unknown');
    assert.equal(view.card, null);
  });

  test('bad input has its own code each: truncated, damaged, foreign, oversized', async () => {
    const reasons = new Map<string, string | null>();
    const half = good.text.slice(0, Math.floor(good.text.length / 6) * 3);
    const middle = Math.floor(good.text.length / 2);
    const swapped = good.text[middle] === 'A' ? 'B' : 'A';
    const damaged = good.text.slice(0, middle) + swapped + good.text.slice(middle + 1);
    for (const [name, text] of [
      ['truncated', half],
      ['damaged', damaged],
      ['foreign', 'https://example.org/menu?table=7'],
      ['oversized', 'A'.repeat(5000)],
    ] as const) {
      for (const trust of [held, null]) {
        const view = await checkCard(text, trust, now);
        assert.equal(view.verdict, 'undetermined', name);
        assert.equal(view.card, null, name);
        reasons.set(name, view.reason);
      }
    }
    assert.equal(reasons.get('truncated'), 'qr-truncated');
    assert.equal(reasons.get('oversized'), 'qr-oversized');
    assert.equal(reasons.get('foreign'), 'qr-not-base45');
    assert.ok(
      ['qr-damaged', 'qr-truncated'].includes(reasons.get('damaged') ?? ''),
      `${reasons.get('damaged')}`,
    );
  });
});

describe('what the device knows of itself', () => {
  test('a clock that is behind the lists, or was off when they came, makes no yes and no no', async () => {
    const behind = await checkCard(good.text, held, new Date(published - day));
    assert.deepEqual([behind.verdict, behind.reason], ['undetermined', 'clock-wrong']);
    const off = await checkCard(good.text, { ...held, skew: 3 * 3_600_000 }, now);
    assert.deepEqual([off.verdict, off.reason], ['undetermined', 'clock-wrong']);
    const ahead = { ...held, skew: -2000 * day };
    const future = await checkCard(good.text, ahead, new Date(now.getTime() + 2000 * day));
    assert.deepEqual(
      [future.verdict, future.reason],
      ['undetermined', 'clock-wrong'],
      'expired by a wrong clock only',
    );
  });

  test('a revocation stands whatever the clock says', async () => {
    const revoked = await city.card();
    city.revoke(revoked.place);
    const view = await checkCard(revoked.text, { ...(await heldBy(city)), skew: 3 * 3_600_000 }, now);
    assert.deepEqual([view.verdict, view.reason], ['not-valid', 'revoked']);
  });

  test('a changed root: undetermined until a person has compared, then the new one counts and the old does not', async () => {
    const warned = adopt(held, { bundle: other.trust(), now: now.getTime(), skew: 0 });
    const fresh = await other.card();
    for (const card of [good, fresh]) {
      const view = await checkCard(card.text, warned, now);
      assert.deepEqual([view.verdict, view.reason], ['undetermined', 'root-changed']);
    }
    const confirmed = { ...confirmRoots(warned), lists: (await heldBy(other)).lists };
    assert.equal((await checkCard(fresh.text, confirmed, now)).verdict, 'valid');
    assert.equal((await checkCard(good.text, confirmed, now)).verdict, 'undetermined');
  });

  test('a practice city is marked on every result', async () => {
    const practising = await heldBy(other);
    assert.equal((await checkCard((await other.card()).text, practising, now)).practice, true);
    assert.equal((await checkCard('nonsense', practising, now)).practice, true);
  });

  test('a check that breaks is "we could not check"', async () => {
    const view = await checkCard(good.text, { ...held, bundle: '{' }, now);
    assert.deepEqual([view.verdict, view.reason], ['undetermined', 'check-failed']);
  });
});
