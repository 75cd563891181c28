import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposureWords, type HoldPlan } from '@commonkey/exposure';
import { speaker } from '@commonkey/words';
import { spokenPlan } from './spoken-plan.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const EMPTY: HoldPlan = { series: [], people: 0, objects: 0, beyond: 0, already: 0, races: [] };
const PAPERS: HoldPlan = { ...EMPTY, series: ['portal-papers'], people: 3, objects: 4 };

function told(plan: HoldPlan, { now = NOW as Date | null, language = 'en' } = {}) {
  const say = speaker(language, exposureWords[language] ?? {});
  return spokenPlan(plan, { say, language, at: '2026-11-22', now });
}

test('what a hold takes: nothing, nothing more, all of some series, and whom nobody meant', () => {
  assert.deepEqual(told(EMPTY), {
    takes: ['Nothing that it would take is there: it would keep nothing from ending.'],
    races: [],
    acts: [],
    preserve: 'To preserve is not to produce: a hold hands nothing to anybody.',
  });
  assert.deepEqual(told({ ...EMPTY, already: 2 }).takes, [
    'It would keep nothing more from ending: another hold keeps already all that it would take, of 2 people.',
  ]);
  assert.deepEqual(told({ ...PAPERS, beyond: 1, already: 1200 }).takes, [
    'It stops 4 items of 3 people from dying, in: portal-papers.',
    'One of them is not meant at all. Of what is here a hold knows series and channels and no more: it takes them because they cannot be told apart. Over days that have passed it leaves out who applies after it is placed.',
    'Of 1,200 people another hold keeps all of it already.',
  ]);
  assert.match(told({ ...PAPERS, people: 1, objects: 1 }).takes[0] ?? '', /one item of one person from/);
});

test('what ends first: in hours that are never told as more than they are, at the next run, or on no near day', () => {
  const race = (due: string, people = 2, objects = 3) => ({ due, people, objects });
  const races = [race('2026-11-22'), race('2026-11-23', 1, 1), race('2026-11-24')];
  assert.deepEqual(told({ ...PAPERS, races }).races, [
    'What ends first without it',
    'November 22, 2026: 3 items of 2 people end at the next run, which may be within the hour',
    'November 23, 2026: one item of one person ends, in 12 hours',
    'November 24, 2026: 3 items of 2 people end, in 36 hours',
  ]);
  assert.deepEqual(told(PAPERS).races, ['Nothing of it ends within 14 days.']);
  const soon = told({ ...PAPERS, races: [race('2026-11-23')] }, { now: new Date('2026-11-22T23:30:00Z') });
  assert.match(soon.races[1] ?? '', /in less than an hour$/);
  const expected = told({ ...PAPERS, races }, { now: null });
  assert.deepEqual(expected.races[2], 'November 23, 2026: one item of one person ends');
  const many = Array.from({ length: 9 }, (_, day) => race(`2026-12-0${day + 1}`));
  assert.equal(told({ ...PAPERS, races: many }).races.length, 7, 'the nearest six');
});

test('who places, confirms, looks again and lifts it, and what its end brings', () => {
  assert.deepEqual(told(PAPERS).acts, [
    'Any member of staff may place it for 72 hours. A law officer confirms or narrows it. Two people lift it. It is looked at again by February 20, 2027.',
    'When two people lift it, whatever its day has passed ends at the next run, unless another hold keeps it.',
  ]);
  const spanish = told(
    { ...PAPERS, races: [{ due: '2026-11-23', people: 2, objects: 3 }] },
    { language: 'es' },
  );
  for (const line of [...spanish.takes, ...spanish.races, ...spanish.acts, spanish.preserve]) {
    assert.ok(line.length > 15 && !line.includes('exposure.'), line);
    assert.doesNotMatch(line, /\b(the|hold|people)\b/, 'in Spanish');
  }
});
