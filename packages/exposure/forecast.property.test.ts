import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Period, Program, Series, Trigger } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import fc from 'fast-check';
import { type Split, splitFirst } from './apportion.ts';
import { forecast, type SeriesHolding } from './forecast.ts';
import { seriesOfChannel } from './schedule.ts';
import { dueOf, everyRecord, slowly } from './testing/slow-oracle.ts';
import type { Volumes } from './volumes-schema.ts';

const base = shippedProgram('model-city-online');
const [model] = seriesOfChannel(base, 'portal');
const ON = '2026-11-22';

const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ days: fc.integer({ min: 0, max: 900 }) }),
  fc.record({ months: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ years: fc.integer({ min: 0, max: 6 }) }),
);
const trigger = fc.constantFrom<Trigger>(
  'receipt',
  'issue',
  'decision',
  'approval',
  'denial',
  'hand-over',
  'expiry',
  'withdrawal',
  'lapse',
  'manual',
  'shift-close',
);
const series = fc.record(
  {
    after: trigger,
    period,
    alsoAfter: fc.array(fc.record({ after: trigger, period }), { minLength: 1, maxLength: 3 }),
    atMost: fc.record({ after: fc.constantFrom('receipt' as const, 'issue' as const), period }),
  },
  { requiredKeys: ['after', 'period'] },
);
const program: fc.Arbitrary<Program> = fc
  .record({
    portal: fc.array(series, { minLength: 1, maxLength: 3 }),
    events: series,
    young: period,
    grown: period,
    old: fc.option(period),
  })
  .map(({ portal, events, young, grown, old }): Program => {
    if (!model || !base.channels.portal) throw new Error('the online city has no channel');
    const { atMost: _, alsoAfter: __, ...rest } = model;
    const named = (id: string, channel: Series['channel'], rules: Partial<Series>): Series => ({
      ...rest,
      ...rules,
      id,
      channel,
      holds: ['thing'],
    });
    return {
      ...base,
      series: [...portal.map((one, at) => named(`p-${at}`, 'portal', one)), named('e', 'events', events)],
      validity: [
        { ages: { to: 13 }, for: young, source: 'own' },
        { ages: { from: 14, to: 64 }, for: grown, source: 'own' },
        old === null
          ? { ages: { from: 65 }, never: true, source: 'own' }
          : { ages: { from: 65 }, for: old, source: 'own' },
      ],
      channels: {
        events: { ...base.channels.events, series: ['e'] },
        portal: { ...base.channels.portal, series: portal.map((_one, at) => `p-${at}`) },
      },
    };
  });

const parts = fc.integer({ min: 1, max: 9 });
const days = fc.oneof(
  fc.integer({ min: 0, max: 120 }),
  fc.array(fc.record({ days: fc.integer({ min: 0, max: 120 }), parts }), { minLength: 1, maxLength: 3 }),
);
const own = { channel: 'portal' as const, source: 's' };
const way = fc.oneof(
  fc
    .record({ parts, decision: days, issue: days, handOver: days }, { requiredKeys: ['parts', 'decision'] })
    .map((one) => ({ ...own, ...one, outcome: 'approved' as const })),
  fc.record({ parts, decision: days }).map((one) => ({ ...own, ...one, outcome: 'denied' as const })),
  fc
    .record({ parts, after: days, outcome: fc.constantFrom('withdrawn' as const, 'lapsed' as const) })
    .map((one) => ({ ...own, ...one })),
  parts.map((one) => ({ ...own, parts: one, outcome: 'undecided' as const })),
);
const month = fc
  .integer({ min: 2020 * 12, max: 2037 * 12 })
  .map((at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`);
const volumes: fc.Arbitrary<Volumes> = fc
  .record({
    months: fc.uniqueArray(month, { minLength: 1, maxLength: 4 }),
    counts: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 4, maxLength: 4 }),
    each: fc.integer({ min: 0, max: 500 }),
    bands: fc.tuple(parts, parts, parts),
    ways: fc.array(way, { minLength: 1, maxLength: 4 }),
  })
  .map(({ months, counts, each, bands: [young, grown, old], ways }) => ({
    format: 'commonkey-volumes-1' as const,
    sources: { s: { mark: 'ASSUMED' as const, note: 'drawn' } },
    arrivals: months.flatMap((from, at) =>
      (['events', 'portal'] as const).map((channel) => ({
        channel,
        from,
        to: from,
        count: counts[at] ?? 0,
        source: 's',
      })),
    ),
    documents: [{ channel: 'portal' as const, holds: 'thing', each: each / 100, source: 's' }],
    scenarios: [
      {
        id: 'drawn',
        words: { en: 'drawn' },
        ages: [
          { to: 13, parts: young },
          { from: 14, to: 64, parts: grown },
          { from: 65, parts: old },
        ],
        source: 's',
      },
    ],
    ways,
  }));

test('T4: cohorts say to the day what one object for each record says', () => {
  fc.assert(
    fc.property(program, volumes, (rules, drawn) => {
      const { months, schedules } = forecast([{ name: 'own', rules }], drawn, ON);
      const [found] = schedules[0]?.scenarios ?? [];
      const [scenario] = drawn.scenarios;
      assert.ok(found && scenario);
      const records = everyRecord(drawn, scenario);
      const people = months.map(() => 0);
      for (const channel of ['events', 'portal'] as const) {
        const here = records.filter((one) => one.channel === channel);
        const lives = seriesOfChannel(rules, channel).map((one) => ({
          id: one.id,
          dues: here.map((record) => dueOf(rules, one, record)),
        }));
        for (const { id, dues } of lives) {
          const slow = slowly(
            months,
            here.map(({ received }, at) => ({ received, due: dues[at] ?? null })),
          );
          const quick: SeriesHolding | undefined = found.series.find((one) => one.series === id);
          assert.ok(quick);
          assert.deepEqual(
            [quick.people, quick.personDays, quick.endless.people],
            [slow.people, slow.personDays, slow.endless],
            id,
          );
          const each = channel === 'portal' ? Math.round((drawn.documents[0]?.each ?? 0) * 100) : 0;
          assert.equal(
            quick.area.documentDays,
            (slow.personDays.reduce((sum, one) => sum + one, 0) * each) / 100,
          );
        }
        const whole = here.map(({ received }, at) => {
          const all = lives.map(({ dues }) => dues[at] ?? null);
          const due = all.reduce<string | null>(
            (last, one) => (last === null || one === null ? null : one > last ? one : last),
            received,
          );
          return { received, due };
        });
        slowly(months, whole).people.forEach((count, at) => {
          people[at] = (people[at] ?? 0) + count;
        });
      }
      assert.deepEqual(found.all.people, people);
    }),
    { seed: 20261122, numRuns: 80 },
  );
});

test('whole people: parts add up, nobody is taken back, and no share is off by more than its levels', () => {
  const split: fc.Arbitrary<number[][]> = fc.array(
    fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 5 }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(split, fc.integer({ min: 0, max: 5000 }), (weights, n) => {
      const sums = weights.map((row) => row.reduce((sum, one) => sum + one, 0));
      const total = sums.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 0);
      let leaf = 0;
      const tree: Split = {
        parts: weights.map((row, at) => ({
          parts: sums[at] ?? 0,
          of: { parts: row.map((parts) => ({ parts, of: { leaf: leaf++ } })) },
        })),
      };
      const [now, next] = [new Float64Array(leaf), new Float64Array(leaf)];
      splitFirst(tree, n, now);
      splitFirst(tree, n + 1, next);
      assert.equal(
        now.reduce((sum, one) => sum + one, 0),
        n,
      );
      weights.flat().forEach((weight, at) => {
        assert.ok((next[at] ?? 0) >= (now[at] ?? 0));
        assert.ok(
          Math.abs((now[at] ?? 0) - (n * weight) / total) <= 2.5,
          `${now[at]} of ${n} for ${weight}/${total}`,
        );
        if (weight === 0) assert.equal(now[at], 0);
      });
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
