import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { addPeriod } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { isFault } from '@commonkey/words';
import { dateOf, dayNumber, monthIndex, monthStart, plusPeriod } from './day-number.ts';
import { forecast } from './forecast.ts';
import { keptAfterExpiry, parseVolumes, type Volumes, withOverride } from './index.ts';

const ON = '2026-11-22';
const file = new URL('../../programs/volumes/chicago-portal.json', import.meta.url);

function chicagoPortal(): Volumes {
  const { volumes, faults } = parseVolumes(readFileSync(file, 'utf8'));
  assert.deepEqual(faults, []);
  return volumes ?? assert.fail();
}

const chicago = { name: 'chicago', rules: shippedProgram('chicago-2025') };
const model = { name: 'model', rules: shippedProgram('model-city-online') };

/** The only schedule of a forecast, by scenario. */
function scenarios(schedule: typeof chicago, volumes = chicagoPortal(), on = ON) {
  const { months, now, schedules } = forecast([schedule], volumes, on);
  const at = (month: string) => months.indexOf(month);
  const by = (id: string) =>
    schedules[0]?.scenarios.find(({ scenario }) => scenario === id)?.all ?? assert.fail();
  return { months, now, at, by };
}

test('36 months back and 120 ahead of the month it is made in', () => {
  const { months, now } = scenarios(chicago);
  assert.deepEqual([months[0], months[now], months.at(-1)], ['2023-11', '2026-11', '2036-11']);
  assert.equal(months.length, 157);
});

describe('chicago-2025: 2,717 applications of December 2024 to June 2025', () => {
  test('T4: the block that never falls is exactly those whose cards do not expire', () => {
    const { by } = scenarios(chicago);
    for (const [id, block] of [
      ['nobody-65', 0],
      ['one-in-ten-65', 272],
      ['everybody-65', 2717],
    ] as const) {
      const all = by(id);
      assert.equal(all.endless.people, block, id);
      assert.equal(all.people.at(-1), block, id);
      assert.equal(all.endless.documents, 3 * block, id);
    }
  });

  test('the rest stays eight years, and goes in the months of 2032 and 2033 in which it came', () => {
    const { by, at } = scenarios(chicago);
    const all = by('nobody-65');
    assert.equal(all.people[at('2024-11')], 0);
    for (let month = at('2025-06'); month <= at('2032-11'); month++) assert.equal(all.people[month], 2717);
    assert.ok((all.people[at('2032-12')] ?? 0) < 2717);
    assert.equal(all.people[at('2033-06')], 0);
  });

  test('later forecasts show the same block: it falls in no century', () => {
    const { by } = scenarios(chicago, chicagoPortal(), '2225-01-01');
    assert.ok(by('everybody-65').people.every((people) => people === 2717));
    assert.ok(by('nobody-65').people.every((people) => people === 0));
  });

  test('the same people under model-city-online’s schedule: nobody a few months later, whatever their age', () => {
    const { by, at } = scenarios(model);
    for (const id of ['nobody-65', 'one-in-ten-65', 'everybody-65']) {
      const all = by(id);
      assert.equal(all.endless.people, 0);
      assert.ok((all.people[at('2025-05')] ?? 0) > 1000, 'they were there');
      for (let month = at('2025-10'); month < all.people.length; month++) {
        assert.equal(all.people[month], 0, id);
        assert.equal(all.documents[month], 0, id);
      }
    }
    const area = scenarios(chicago).by('nobody-65').area.documentDays / by('nobody-65').area.documentDays;
    assert.ok(area > 20, `the area is ${area} times as large`);
  });

  test('one override takes the block away', () => {
    const rules = withOverride(chicago.rules, {
      series: 'portal-application',
      after: 'decision',
      period: { days: 30 },
    });
    const { by, at } = scenarios({ name: 'short', rules });
    assert.equal(by('everybody-65').endless.people, 0);
    assert.equal(by('everybody-65').people[at('2025-08')], 0);
    // Another period alone leaves the trigger, and with it the block.
    const still = withOverride(chicago.rules, { series: 'portal-application', period: { days: 1 } });
    assert.equal(scenarios({ name: 'still', rules: still }).by('everybody-65').endless.people, 2717);
  });
});

test('rules that end well end badly once all is kept after the card’s end', () => {
  const rules = keptAfterExpiry(model.rules, 'portal', { years: 3 });
  const all = scenarios({ name: 'after', rules }).by('everybody-65');
  assert.equal(all.endless.people, 2717);
  assert.equal(all.endless.documents, 3 * 2717, 'what was a draft is not counted again');
  // Five copies of the same person are one person.
  assert.equal(all.people.at(-1), 2717);
});

test('a card that ends on a birthday counts as the youngest holder’s, the longest there is', () => {
  const rules = withOverride(shippedProgram('san-francisco'), {
    series: 'card-register',
    after: 'expiry',
    period: { days: 0 },
  });
  const volumes: Volumes = {
    ...chicagoPortal(),
    arrivals: [{ channel: 'events', from: '2026-01-15', to: '2026-01-15', count: 1, source: 'tribune' }],
    documents: [],
    scenarios: [
      { id: 'a', words: { en: 'a' }, ages: [{ from: 13, to: 13, parts: 1 }], source: 'age-bounds' },
      { id: 'b', words: { en: 'b' }, ages: [{ from: 12, to: 13, parts: 1 }], source: 'age-bounds' },
    ],
  };
  const { schedules, months } = forecast([{ name: 'sf', rules }], volumes, ON);
  const gone = (place: number) =>
    months[
      schedules[0]?.scenarios[place]?.series
        .find((one) => one.series === 'card-register')
        ?.people.lastIndexOf(1) ?? -1
    ];
  assert.deepEqual([gone(0), gone(1)], ['2026-12', '2027-12']);
});

test('a register of cards that online people come into is counted apart, and only for them', () => {
  const online = { name: 'online', rules: shippedProgram('model-city-online') };
  const came = (channel: 'events' | 'portal'): Volumes => ({
    ...chicagoPortal(),
    arrivals: [{ channel, from: '2026-01-15', to: '2026-01-15', count: 1, source: 'tribune' }],
    documents: [],
  });
  const apart = (channel: 'events' | 'portal') =>
    forecast(
      [online, { name: 'in person', rules: shippedProgram('model-city') }],
      came(channel),
      ON,
    ).schedules.map((one) => one.apart);
  assert.deepEqual(apart('portal'), [['card-register'], []]);
  assert.deepEqual(apart('events'), [[], []]);
  // One card of somebody between 14 and 64, five years; then the row's own month, and nobody among the people for it.
  const { schedules, months } = forecast([online], came('portal'), ON);
  const [young] = schedules[0]?.scenarios ?? [];
  const [rows] = young?.registers ?? [];
  assert.equal(rows?.series, 'card-register');
  assert.equal(Math.max(...(rows?.people ?? [])), 1);
  assert.match(months[rows?.people.lastIndexOf(1) ?? -1] ?? '', /^2031-0[12]$/);
  assert.ok((young?.all.people.lastIndexOf(1) ?? 0) < (rows?.people.lastIndexOf(1) ?? 0));
  assert.ok(!young?.series.some(({ series }) => series === 'card-register'));
});

test('who gets no card gets no row in the register of cards', () => {
  const online = { name: 'online', rules: shippedProgram('model-city-online') };
  const ways: Volumes['ways'] = [
    { channel: 'portal', outcome: 'approved', parts: 1, decision: 10, source: 'tribune' },
    { channel: 'portal', outcome: 'denied', parts: 3, decision: 10, source: 'tribune' },
  ];
  const volumes: Volumes = {
    ...chicagoPortal(),
    arrivals: [{ channel: 'portal', from: '2026-01-15', to: '2026-01-15', count: 400, source: 'tribune' }],
    documents: [],
    ways,
  };
  const [schedule] = forecast([online], volumes, ON).schedules;
  for (const { registers, scenario } of schedule?.scenarios ?? [])
    assert.deepEqual(
      registers.map(({ people }) => Math.max(...people)),
      [100],
      scenario,
    );
});

test('a channel that a program lacks is told, and holds nothing', () => {
  const { schedules } = forecast(
    [chicago, { name: 'in person', rules: shippedProgram('model-city') }],
    chicagoPortal(),
    ON,
  );
  assert.deepEqual(
    schedules.map(({ without }) => without),
    [[], ['portal']],
  );
  assert.ok(schedules[1]?.scenarios.every(({ all }) => all.people.every((people) => people === 0)));
});

test('faults of a forecast: an unknown series, ages across a border, documents that nothing holds', () => {
  const volumes = chicagoPortal();
  const codes: [string, () => unknown][] = [
    [
      'forecast-series-unknown',
      () => withOverride(chicago.rules, { series: 'portal-aplication', period: { days: 1 } }),
    ],
    [
      'forecast-ages-straddle',
      () =>
        forecast(
          [chicago],
          {
            ...volumes,
            scenarios: [{ id: 'x', words: { en: 'x' }, ages: [{ parts: 1 }], source: 'tribune' }],
          },
          ON,
        ),
    ],
    [
      'forecast-holds-unknown',
      () =>
        forecast(
          [chicago],
          { ...volumes, documents: [{ channel: 'portal', holds: 'fotos', each: 1, source: 'tribune' }] },
          ON,
        ),
    ],
  ];
  for (const [code, work] of codes)
    assert.throws(work, (error) => isFault(error) && error.code === code, code);
});

test('days as numbers are the days of the program package', () => {
  for (const date of ['1899-12-31', '1970-01-01', '2000-02-29', '2024-02-29', '2026-08-31', '2100-03-01']) {
    const day = dayNumber(date);
    assert.equal(dateOf(day), date);
    assert.equal(dateOf(monthStart(monthIndex(day))), `${date.slice(0, 7)}-01`);
    for (const period of [
      { days: 400 },
      { months: 1 },
      { months: 6 },
      { months: 18 },
      { years: 3 },
      { years: 75 },
    ])
      assert.equal(
        dateOf(plusPeriod(day, period)),
        addPeriod(date, period),
        `${date} ${JSON.stringify(period)}`,
      );
  }
});
