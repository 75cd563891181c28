import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { businessDaysBefore, isBusinessDay, meetingFor, nextMeeting, weekdayOf } from './calendar.ts';
import { addDays } from './plain-date.ts';
import { planted } from './testing/planted.ts';
import { shippedProgram } from './testing/shipped.ts';
import type { Commission } from './types.ts';

const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const day = fc
  .date({ min: new Date('1995-01-01T00:00Z'), max: new Date('2105-12-31T00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const nth = fc.constantFrom<Commission['meets']['nth']>(1, 2, 3, 4, 'last');
const weekday = fc.constantFrom<Commission['meets']['weekday']>(
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
);
const holidays = fc.array(fc.integer({ min: -30, max: 60 }), { maxLength: 12 });

const tuesdays: Commission = {
  meets: { weekday: 'tuesday', nth: 2, time: '11:00' },
  businessDaysBefore: 5,
  source: 'own',
};

/** A wall calendar: one leaf a day, from the platform's own dates. */
const onTheWall = (date: string) => NAMES[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

/** A clerk with a pencil: strikes every day out of a month that is not that weekday, and counts. */
function sittingByHand({ meets }: Commission, from: string): string {
  for (let at = from; ; at = addDays(at, 1)) {
    if (onTheWall(at) !== meets.weekday) continue;
    const month = at.slice(0, 7);
    let place = 0;
    for (let d = `${month}-01`; d <= at; d = addDays(d, 1)) if (onTheWall(d) === meets.weekday) place += 1;
    const last = addDays(at, 7).slice(0, 7) !== month;
    if (meets.nth === 'last' ? last : place === meets.nth) return at;
  }
}

/** The latest day after which so many business days still begin before the meeting. */
function papersByHand(meeting: string, count: number, free: readonly string[]): string {
  for (let at = meeting; ; at = addDays(at, -1)) {
    let working = 0;
    for (let d = at; d < meeting; d = addDays(d, 1))
      if (!['saturday', 'sunday'].includes(onTheWall(d)) && !free.includes(d)) working += 1;
    if (working >= count) return at;
  }
}

test('a weekday is the one on the wall', () => {
  fc.assert(
    fc.property(day, (date) => {
      assert.equal(weekdayOf(date), onTheWall(date));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('meetings and the day for their papers equal a slow count by hand', () => {
  fc.assert(
    fc.property(day, nth, weekday, fc.nat(12), holidays, (from, place, on, before, offsets) => {
      const free = offsets.map((offset) => addDays(from, offset));
      const commission: Commission = {
        meets: { weekday: on, nth: place, time: '11:00' },
        businessDaysBefore: before,
        ...(free.length > 0 ? { holidays: free } : {}),
        source: 'own',
      };
      const next = nextMeeting(commission, from);
      const sitting = sittingByHand(commission, from);
      const papersBy = papersByHand(sitting, before, free);
      assert.deepEqual(next, { on: sitting, papersBy, onHoliday: free.includes(sitting) });

      const reached = meetingFor(commission, from);
      let byHand = sitting;
      while (papersByHand(byHand, before, free) < from)
        byHand = sittingByHand(commission, addDays(byHand, 1));
      assert.equal(reached.on, byHand);
      assert.ok(reached.papersBy >= from);
    }),
    { seed: 2, numRuns: 400 },
  );
});

test('edges: over a year’s end, a holiday week, a leap day, the day of the meeting itself', () => {
  const papers = (from: string, free: string[] = []) =>
    nextMeeting({ ...tuesdays, ...(free.length > 0 ? { holidays: free } : {}) }, from);
  assert.deepEqual(papers('2026-12-09'), { on: '2027-01-12', papersBy: '2027-01-05', onHoliday: false });
  assert.equal(papers('2026-12-08').on, '2026-12-08');
  // A holiday among the five days asks for the papers a day sooner; one on the meeting itself is said.
  assert.equal(papers('2026-11-01', ['2026-11-05']).papersBy, '2026-11-02');
  assert.equal(papers('2026-11-01', ['2026-11-10']).onHoliday, true);
  assert.equal(businessDaysBefore('2028-03-01', 1), '2028-02-29');
  assert.equal(businessDaysBefore('2026-11-22', 0), '2026-11-22');
  assert.equal(businessDaysBefore('2026-11-23', 1), '2026-11-20');
  assert.equal(isBusinessDay('2026-11-26', []), true);
  assert.equal(isBusinessDay('2026-11-26', ['2026-11-26']), false);
  assert.deepEqual(meetingFor(tuesdays, '2026-11-04').on, '2026-12-08');
  assert.deepEqual(meetingFor(tuesdays, '2026-11-03').on, '2026-11-10');
});

test('chicago-2025 says what was found and no number or holiday that was not', () => {
  const program = shippedProgram('chicago-2025');
  const series = program.series.find(({ id }) => id === 'portal-application');
  assert.equal(series?.certificate?.daysBefore, 30);
  assert.deepEqual(series.certificate.commission?.meets, { weekday: 'tuesday', nth: 2, time: '11:00' });
  assert.equal(series.certificate.commission.businessDaysBefore, 5);
  assert.equal(series.certificate.commission.holidays, undefined);
  assert.equal(series.approval, undefined);
  assert.equal(series.approvalOpen, 'schedule-numbers');
  for (const source of [series.certificate.source, series.certificate.commission.source])
    assert.equal(program.sources[source ?? '']?.mark, 'FOUND');
  const open = program.unestablished.map(({ id }) => id);
  assert.ok(open.includes('schedule-numbers') && open.includes('commission-holidays'));
});

test('what a commission cannot be is refused where it stands', () => {
  const commission = { ...tuesdays, holidays: ['2026-11-26'] };
  const approval = {
    commission: 'a commission',
    application: '17-004',
    item: '9',
    on: '2026-01-13',
    source: 'own',
  };
  const faults = (change: object, other: object = {}) =>
    planted('series.json', '/series/0', {
      set: {
        ...shippedProgram('model-city').series[0],
        certificate: { daysBefore: 30, authority: 'a commission', commission: { ...commission, ...change } },
        approval: { ...approval, ...other },
      },
    }).faults.map(({ path, code }) => `${path} ${code}`);
  const at = '/series/0/certificate/commission';
  const meets = (change: object) => ({ meets: { ...commission.meets, ...change } });
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ holidays: ['2026-02-30'] }), [`${at}/holidays/0 date-impossible`]);
  assert.deepEqual(faults({ source: 'hearsay' }), [`${at}/source name-unknown`]);
  assert.deepEqual(faults(meets({ weekday: 'sunday' })), [`${at}/meets/weekday value-not-allowed`]);
  assert.equal(faults(meets({ nth: 5 })).length, 1);
  assert.deepEqual(faults(meets({ time: '25:00' })), [`${at}/meets/time shape-wrong`]);
  assert.deepEqual(faults({ businessDaysBefore: -1 }), [`${at}/businessDaysBefore number-out-of-range`]);
  assert.deepEqual(faults({}, { application: '17:004' }), ['/series/0/approval/application shape-wrong']);
  assert.deepEqual(faults({}, { on: '2026-13-01' }), ['/series/0/approval/on date-impossible']);
});
