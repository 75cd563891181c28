import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Period, PlainDate, Program } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import fc from 'fast-check';
import { dateOf, dayNumber } from '../day-number.ts';
import { parseDemand } from '../demand/parse.ts';
import type { Clause, Demand } from '../demand/schema.ts';
import { seriesOfChannel } from '../schedule.ts';
import { dueOf, everyRecord } from '../testing/slow-oracle.ts';
import { parseVolumes } from '../volumes.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer } from './answer.ts';
import { modelled } from './cells.ts';

const PROGRAMS = new URL('../../../programs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, PROGRAMS), 'utf8');
const april = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail();
const window = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail();
const cities = ['chicago-2025', 'model-city', 'model-city-online'].map((id) => shippedProgram(id));

const day = fc.integer({ min: dayNumber('2024-06-01'), max: dayNumber('2025-12-31') }).map(dateOf);
const span = fc.tuple(day, day).map(([one, other]) => [one, other].sort() as [PlainDate, PlainDate]);
const volumes: fc.Arbitrary<Volumes> = fc
  .record({ events: fc.integer({ min: 0, max: 40 }), portal: fc.integer({ min: 1, max: 60 }), of: span })
  .map(({ events, portal, of: [from, to] }) => ({
    ...window,
    arrivals: window.arrivals.map((one) => ({
      ...one,
      from,
      to,
      count: one.channel === 'portal' ? portal : events,
    })),
  }));
const clause: fc.Arbitrary<Clause> = fc.oneof(
  span.map(([from, until]) => ({ field: 'applied' as const, from, until })),
  fc.constant({ field: 'paper-origin', is: 'foreign' }),
  fc.constant({ field: 'person' as const, is: 'named' as const }),
);
const asked: fc.Arbitrary<Demand> = fc
  .array(clause, { maxLength: 2 })
  .map((subjects) => ({ ...april, items: april.items.map((item) => ({ ...item, subjects })) }));
const city = fc.constantFrom(...cities);

function people(program: Program, counted: Volumes, demand: Demand, at: PlainDate): number {
  const [scenario] = counted.scenarios.slice(1);
  if (!scenario) return assert.fail();
  const cells = modelled(program, counted, scenario, dayNumber(at));
  const { yes, reading, unknown } =
    answer(demand, cells, 'court-order', counted).items[0]?.producible ?? assert.fail();
  return yes + reading + unknown;
}

/** One person at a time, by the functions that give real records their dates. */
function slowly(program: Program, counted: Volumes, demand: Demand, at: PlainDate): number {
  const [scenario] = counted.scenarios.slice(1);
  if (!scenario) return assert.fail();
  const classes: Record<string, readonly string[]> = {
    papers: ['identity-papers', 'residency-papers', 'library-card-picture', 'paper-pictures'],
    application: ['application', 'answers'],
    pictures: ['pictures', 'face-picture'],
  };
  const asks = demand.items[0]?.records;
  const wanted = asks === 'all' || asks === undefined ? [] : asks.flatMap((one) => classes[one] ?? []);
  return everyRecord(counted, scenario).filter((one) => {
    if (one.received > at) return false;
    const alive = seriesOfChannel(program, one.channel).filter((series) => {
      const due = dueOf(program, series, one);
      return due === null || due > at;
    });
    const lies = alive.filter((series) => series.holds.some((holds) => wanted.includes(holds)));
    // Of a camera's card at a desk nobody knows the day; online, the application tells it.
    return lies.some((series) =>
      (demand.items[0]?.subjects ?? []).every((clause) => {
        if ('is' in clause) return true;
        const tied = one.channel === 'portal' ? alive : [series];
        if (!tied.some(({ holds }) => holds.includes('application') || holds.includes('days'))) return true;
        return one.received >= (clause.from ?? '') && one.received <= (clause.until ?? '9');
      }),
    );
  }).length;
}

test('EX-01: counted over lots of people at once, and one by one, it is the same', () => {
  fc.assert(
    fc.property(city, volumes, asked, day, (program, counted, demand, at) => {
      assert.equal(people(program, counted, demand, at), slowly(program, counted, demand, at));
    }),
    { numRuns: 150, seed: 417 },
  );
});

const earlier = (day: PlainDate | undefined, by: number): PlainDate =>
  dateOf(dayNumber(day ?? '2020-01-01') - by);

/** The same kind of period, longer. */
function later(period: Period, extra: number): Period {
  if ('days' in period) return { days: period.days + extra };
  if ('months' in period) return { months: period.months + Math.ceil(extra / 30) };
  return { years: period.years + Math.ceil(extra / 365) };
}

test('EX-03: longer kept, wider asked: never less', () => {
  const longer = (program: Program, extra: number): Program => ({
    ...program,
    series: program.series.map((one) => ({
      ...one,
      period: later(one.period, extra),
      ...(one.atMost ? { atMost: { ...one.atMost, period: later(one.atMost.period, extra) } } : {}),
      ...(one.alsoAfter
        ? {
            alsoAfter: one.alsoAfter.map((end) => ({
              ...end,
              period: later(end.period, extra),
            })),
          }
        : {}),
    })),
  });
  fc.assert(
    fc.property(
      city,
      volumes,
      asked,
      day,
      fc.integer({ min: 1, max: 400 }),
      (program, counted, demand, at, extra) => {
        const now = people(program, counted, demand, at);
        assert.ok(people(longer(program, extra), counted, demand, at) >= now, 'longer');
        const wider = {
          ...demand,
          items: demand.items.map((item) => ({ ...item, subjects: item.subjects.slice(1) })),
        };
        assert.ok(people(program, counted, wider, at) >= now, 'fewer clauses');
        const longerSpan = (one: Clause): Clause =>
          'is' in one
            ? one
            : { ...one, from: earlier(one.from, extra), until: dateOf(dayNumber(one.until ?? at) + extra) };
        const days = {
          ...demand,
          items: demand.items.map((item) => ({ ...item, subjects: item.subjects.map(longerSpan) })),
        };
        assert.ok(people(program, counted, days, at) >= now, 'more days');
        const all = { ...demand, items: demand.items.map((item) => ({ ...item, records: 'all' as const })) };
        assert.ok(people(program, counted, all, at) >= now, 'all records');
      },
    ),
    { numRuns: 100, seed: 418 },
  );
});
