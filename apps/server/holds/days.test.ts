import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import type { Program } from '@commonkey/program';
import { shippedProgram } from '../../../packages/program/testing/shipped.ts';
import { sureClock } from '../testing/clock.ts';
import { forEachServer } from '../testing/database.ts';
import { placeHold } from './holding.ts';
import { openHolds } from './holds.ts';
import { countKept } from './kept.ts';
import { covers } from './may-destroy.ts';
import { noMirror } from './mirror.ts';
import { stored } from './scope.ts';
import { ofDays } from './testing/scope.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const COUNTS = {
  ...{ cards: 0, spoiled: {}, void: 0, unused: 0, refused: 0, corrected: 0, replaced: 0 },
  ...{ renewed: 0, revoked: 0, fees: [] },
};
const LOOK_BACK = ['2022-04-17', '2025-04-17'] as const;

plain('T6: a month is any of its days, and what has none is never left out', () => {
  const [from, until] = LOOK_BACK;
  const kept = (date: string | null) =>
    covers({ series: ['s'], from, until }, { series: 's', date, due: '2026-01-01' });
  for (const date of [null, '2022-04', '2022-05', '2025-04', '2022-04-17', '2025-04-17'])
    assert.ok(kept(date), `${date} is kept`);
  for (const date of ['2022-03', '2025-05', '2026-02', '2022-04-16', '2025-04-18'])
    assert.ok(!kept(date), `${date} is left out`);
  const since = { series: null, from: '2024-02-29', until: null };
  assert.ok(covers(since, { series: 's', date: '2024-02', due: '2026-01-01' }));
  assert.ok(!covers(since, { series: 's', date: '2024-01', due: '2026-01-01' }));
});

forEachServer('a look-back hold', (test) => {
  test('T6: keeps the cards of its months, the shifts of its days, and nobody who came later', async ({
    store,
  }) => {
    const now = new Date('2031-03-02T12:00:00Z');
    const clock = sureClock(() => now);
    const parts = { clock, random };
    // The rules of a city that wants no certificate, so that the hold alone decides.
    const city = shippedProgram('model-city');
    const program: Program = { ...city, series: city.series.map(({ certificate: _, ...one }) => one) };
    const holds = openHolds(program, clock, random, noMirror);
    const months = ['2022-03', '2022-04', '2024-07', '2025-04', '2025-05', '2030-01'];
    const days = ['2022-04-16', '2022-04-17', '2025-04-17', '2025-04-18'];
    await store.write(async (tx) => {
      const bits = new Uint8Array(16_384);
      await tx
        .insertInto('status_lists')
        .values({ list: 1, size: 131_072, withheld: bits, spent: bits })
        .execute();
      for (const [place, issue_month] of months.entries())
        await tx
          .insertInto('cards')
          .values({
            ...{ serial: `10000000000${place}`, list: 1, place, issue_month, expiry_month: '2031-01' },
            ...{ status: 'current', policy_version: '1.0', ends_on: '2031-03-01' },
          })
          .execute();
      for (const [place, worked_on] of days.entries())
        await tx
          .insertInto('desk_shifts')
          .values({
            ...{ shift: String(place).repeat(32), worked_on, quota: 1, policy_version: '1.0', fees: '[]' },
            ...{ window_from: null, window_until: null, max_hours: null, opened_by: null, kid: null },
            ...{ public_x: null, public_y: null, certificate: null, close_salt: new Uint8Array(32) },
            ...{ statement_digest: 'c'.repeat(64), head: 'd'.repeat(64), counts: JSON.stringify(COUNTS) },
            ends_on: '2031-03-01',
          })
          .execute();
    });
    for (const [series, stay] of [
      ['card-register', 3],
      ['shift-statement', 2],
    ] as const) {
      const scope = ofDays(series, ...LOOK_BACK);
      await placeHold(store, scope, randomUUID(), parts);
      const [none, count] = await countKept(store.read, [NOTHING, stored(scope)], { program, now });
      assert.deepEqual(none, { covered: 0, kept: 0 });
      assert.deepEqual(count, { covered: stay, kept: stay }, `${series}: the page counts what stays`);
    }
    await holds.sweep(store);
    const cards = await store.read.selectFrom('cards').select('issue_month').orderBy('serial').execute();
    assert.deepEqual(
      cards.map(({ issue_month }) => issue_month),
      ['2022-04', '2024-07', '2025-04'],
    );
    const shifts = await store.read.selectFrom('desk_shifts').select('worked_on').orderBy('shift').execute();
    assert.deepEqual(
      shifts.map(({ worked_on }) => worked_on),
      ['2022-04-17', '2025-04-17'],
    );
  });
});

/** No table has records of it. */
const NOTHING = { series: ['none-such'], from: null, until: null };
