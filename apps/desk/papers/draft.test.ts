import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelCity } from '../testing/desk-city.ts';
import { deskSpeaker, programSpeaker } from '../words/speakers.ts';
import { emptyPapers, lacks, papersFor, residencyPapers, search, toggle, withDate } from './draft.ts';
import { entitle, judge } from './entitle.ts';
import { setLine, wanting } from './refusal.ts';

const program = modelCity();
const TODAY = '2026-11-14';
const sayProgram = programSpeaker(program, 'en');
const say = deskSpeaker('en');
const nameOf = (paper: string) => sayProgram(`paper.${paper}`);
const ticked = (birthDate: string, ...papers: string[]) => papers.reduce(toggle, emptyPapers(birthDate));

test('the rules answer as the clerk ticks, and only "met" entitles', () => {
  const one = ticked('1988-05-02', 'drivers-license');
  assert.equal(judge(program, one, TODAY)?.outcome, 'missing');
  assert.equal(entitle(program, one, TODAY), null);
  const two = toggle(one, 'utility-bill');
  assert.equal(entitle(program, two, TODAY)?.expires?.slice(0, 4), '2031');
  assert.equal(entitle(program, toggle(two, 'utility-bill'), TODAY), null, 'a tick taken back');
  assert.equal(entitle(program, ticked('1950-01-01', 'city-card'), TODAY)?.expires, null);
  assert.equal(judge(program, ticked(''), TODAY), null);
  assert.equal(judge(program, ticked('2030-01-01'), TODAY), null, 'not born yet');
});

test('a typed date decides: too old is not enough', () => {
  const draft = ticked('1988-05-02', 'drivers-license', 'utility-bill');
  assert.equal(entitle(program, withDate(draft, 'utility-bill', 'issued', '2026-09-01'), TODAY), null);
  assert.ok(entitle(program, withDate(draft, 'utility-bill', 'issued', '2026-10-30'), TODAY));
});

test('what a person does not have is never suggested', () => {
  const draft = lacks(ticked('1988-05-02', 'drivers-license'), 'utility-bill');
  const answer = judge(program, draft, TODAY);
  assert.ok(answer?.outcome === 'missing' && answer.completions.length > 0);
  assert.ok(answer.completions.every((set) => !set.includes('utility-bill')));
  assert.ok(answer.completions.every((set) => setLine(set, say, sayProgram).length > 3));
  assert.ok(wanting(answer, say, sayProgram).every(({ title, lines }) => title && lines.length > 0));
});

test('search: beginnings of words, marks and case aside, by name or id; only what counts at this age', () => {
  const adult = papersFor(program, 38, nameOf);
  assert.ok(search(adult, 'UTIL', nameOf).includes('utility-bill'));
  assert.ok(search(adult, 'pass', nameOf).includes('passport'));
  assert.deepEqual(search(adult, 'zzz', nameOf), []);
  assert.equal(search(adult, ' ', nameOf).length, adult.length);
});

test('T2: a party carries on what shows a home and nothing that names one person', () => {
  const held = ticked('1988-05-02', 'city-card', 'passport', 'utility-bill').held;
  assert.deepEqual(
    residencyPapers(program, held).map(({ paper }) => paper),
    ['utility-bill'],
  );
});
