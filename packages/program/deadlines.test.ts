import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { businessDayFrom, businessDaysAfter, businessDayUpTo, isCalendarKnown } from './business-days.ts';
import { ALARM_DAYS, DEADLINE_KINDS, deadline, type Reckoning, USUAL } from './deadlines.ts';
import { addDays, daysBetween } from './plain-date.ts';
import { shippedProgram } from './testing/shipped.ts';

const model = shippedProgram('model-city').calendar ?? null;
const day = fc.oneof(
  fc
    .date({ min: new Date('1995-01-01T00:00Z'), max: new Date('2105-12-31T00:00Z'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
  // Ends of years and of February, where counting goes wrong.
  fc
    .tuple(
      fc.integer({ min: 1999, max: 2101 }),
      fc.constantFrom('12-23', '12-29', '12-31', '01-01', '02-27', '02-28'),
    )
    .map(([year, rest]) => `${year}-${rest}`),
);
/** Days off at any distance, and some in a row: a week between the years, a long weekend. */
const off = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 60 }), fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
  .map((runs) => runs.flatMap(([at, length]) => Array.from({ length }, (_, n) => at + n)));
const around = (from: string, offsets: readonly number[]) => ({
  holidays: offsets.map((offset) => addDays(from, offset)),
  through: '2999-12-31',
});

/** From the platform's own dates, and the slow way: is anybody at work on this day? */
const atWork = (date: string, holidays: readonly string[]) => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(date);
};
/** The first day by which so many working days have gone by since, counted anew for each candidate. */
function byHand(from: string, count: number, holidays: readonly string[]): string {
  for (let at = from; ; at = addDays(at, 1)) {
    let worked = 0;
    for (let d = addDays(from, 1); d <= at; d = addDays(d, 1)) if (atWork(d, holidays)) worked += 1;
    if (worked >= count) return at;
  }
}

test('business days on equal a slow count by hand, over year ends and holidays in a row', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 23 }), off, (from, count, offsets) => {
      const calendar = around(from, offsets);
      assert.equal(businessDaysAfter(from, count, calendar), byHand(from, count, calendar.holidays));
    }),
    { seed: 21, numRuns: 400 },
  );
});

test('rolling goes to the nearest working day of its side, and leaves a working day alone', () => {
  fc.assert(
    fc.property(day, off, (from, offsets) => {
      const calendar = around(from, offsets);
      const [back, on] = [businessDayUpTo(from, calendar), businessDayFrom(from, calendar)];
      assert.ok(back <= from && from <= on);
      for (const end of [back, on]) assert.ok(atWork(end, calendar.holidays));
      for (let d = addDays(back, 1); d < on; d = addDays(d, 1))
        if (d !== from || back !== on) assert.ok(!atWork(d, calendar.holidays), d);
    }),
    { seed: 22, numRuns: 300 },
  );
});

test('a holiday that was not listed makes the true day later and never earlier', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 23 }), off, (from, count, offsets) => {
      assert.ok(businessDaysAfter(from, count) <= businessDaysAfter(from, count, around(from, offsets)));
    }),
    { seed: 23, numRuns: 200 },
  );
});

const reckoning = fc.oneof(
  fc.constant<Reckoning>({ unit: 'on-the-day' }),
  fc.integer({ min: -25, max: 25 }).map((count): Reckoning => ({ unit: 'business', count })),
  fc.integer({ min: -100, max: 100 }).map((count): Reckoning => ({ unit: 'calendar', count })),
  fc.integer({ min: 0, max: 100 }).map((count): Reckoning => ({ unit: 'calendar', count, rolls: 'next' })),
);

test('alarms: working days, each once, in order, before the last day to act, none before it all starts', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DEADLINE_KINDS), day, reckoning, off, (kind, from, by, offsets) => {
      const calendar = around(from, offsets);
      const { due, actBy, alarms } = deadline({ kind, from, reckoning: by }, calendar);
      assert.ok(actBy <= due && atWork(actBy, calendar.holidays));
      for (let d = addDays(actBy, 1); d <= due; d = addDays(d, 1)) assert.ok(!atWork(d, calendar.holidays));
      const days = alarms.map(({ on }) => on);
      assert.deepEqual(days, [...new Set(days)].sort());
      const backwards = !('count' in by) || by.count < 0;
      for (const { on, daysBefore } of alarms) {
        assert.ok(atWork(on, calendar.holidays) && on < actBy && (backwards || on >= from));
        assert.equal(daysBetween(on, actBy), daysBefore);
      }
      // Each of the three warnings is there, on its day or the working day before it.
      for (const before of ALARM_DAYS) {
        const wished = businessDayUpTo(addDays(actBy, -before), calendar);
        assert.equal(days.includes(wished), backwards || wished >= from);
      }
    }),
    { seed: 24, numRuns: 500 },
  );
});

test('the kinds as they are reckoned, on days somebody can look up', () => {
  const due = (kind: (typeof DEADLINE_KINDS)[number], from: string) => deadline({ kind, from }, model).due;
  // Thanksgiving and the day after are no working days of Model City: 26 and 27 November 2026.
  assert.equal(due('records-reply', '2026-11-23'), '2026-12-02');
  assert.equal(due('records-reply-extended', '2026-11-23'), '2026-12-09');
  assert.equal(due('records-reply-commercial', '2026-12-01'), '2026-12-31');
  assert.equal(due('records-reply', '2026-12-24'), '2027-01-04', 'over the year’s end');
  assert.equal(due('i9-inspection', '2026-11-20'), '2026-11-25');
  assert.equal(due('i9-inspection', '2026-11-21'), '2026-11-25', 'a Saturday starts nothing sooner');
  assert.equal(due('review-answer', '2026-06-15'), '2026-06-25');
  assert.equal(due('hold-review', '2026-11-22'), '2027-02-20');
  assert.equal(due('certificate-filing', '2026-12-31'), '2026-12-01');
  assert.equal(due('commission-papers', '2026-12-08'), '2026-12-01');
  assert.equal(due('gag-expiry', '2026-12-25'), '2026-12-25');
  assert.deepEqual(deadline({ kind: 'return-date', from: '2026-11-28' }, model), {
    kind: 'return-date',
    due: '2026-11-28',
    actBy: '2026-11-25',
    alarms: [
      { daysBefore: 7, on: '2026-11-18' },
      { daysBefore: 5, on: '2026-11-20' },
      { daysBefore: 1, on: '2026-11-24' },
    ],
    holidaysKnown: true,
  });
  const late = deadline({ kind: 'return-date', from: '2026-11-28', since: '2026-11-24' }, model);
  assert.deepEqual(
    late.alarms,
    [{ daysBefore: 1, on: '2026-11-24' }],
    'nobody is reminded before it arrived',
  );
  const objection = (served: string, notAfter?: string, by: Reckoning = USUAL.objection) =>
    deadline({ kind: 'objection', from: served, reckoning: by, ...(notAfter ? { notAfter } : {}) }, model)
      .due;
  assert.equal(objection('2026-11-12'), '2026-11-26', 'not rolled unless the rule says so');
  assert.equal(
    objection('2026-11-12', undefined, { unit: 'calendar', count: 14, rolls: 'next' }),
    '2026-11-30',
  );
  assert.equal(objection('2026-11-12', '2026-11-20'), '2026-11-20', 'the return date comes first');
  assert.equal(objection('2026-11-12', '2026-12-20'), '2026-11-26');
});

test('two alarms that a long weekend rolls onto one day are one, and say how far it is', () => {
  // Due on the Tuesday after Labor Day: one day before is a holiday, three days before a Saturday.
  const reply = deadline({ kind: 'records-reply', from: '2026-08-31' }, model);
  assert.equal(reply.due, '2026-09-08');
  assert.deepEqual(reply.alarms, [
    { daysBefore: 7, on: '2026-09-01' },
    { daysBefore: 4, on: '2026-09-04' },
  ]);
});

test('past the listed years and without a list, the answer says that holidays are not known', () => {
  assert.equal(deadline({ kind: 'gag-expiry', from: '2027-12-31' }, model).holidaysKnown, true);
  assert.equal(deadline({ kind: 'records-reply', from: '2027-12-30' }, model).holidaysKnown, false);
  assert.equal(deadline({ kind: 'certificate-filing', from: '2028-01-10' }, model).holidaysKnown, false);
  assert.equal(isCalendarKnown(null, '2026-01-01'), false);
  const chicago = shippedProgram('chicago-2025');
  assert.equal(chicago.calendar, undefined, 'no holiday of Chicago’s was found');
  assert.ok(chicago.unestablished.some(({ id }) => id === 'city-holidays'));
});

test('chicago-2025: what was found is marked so, and what was not is nothing a letter may rest on', () => {
  const { requests, sources } = shippedProgram('chicago-2025');
  assert.ok(requests?.commercial && requests.extension);
  const mark = (source: string) => sources[source]?.mark;
  assert.deepEqual([requests.reply.businessDays, mark(requests.reply.source)], [5, 'FOUND']);
  assert.deepEqual([requests.commercial.businessDays, mark(requests.commercial.source)], [21, 'FOUND']);
  const rest = [requests.extension, requests.review, ...requests.exemptions];
  assert.deepEqual([...new Set(rest.map(({ source }) => mark(source)))], ['RECALLED']);
});
