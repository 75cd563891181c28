import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addYears, ageOn, assess, OLDEST } from '@commonkey/program';
import { shippedIds, shippedProgram } from '@commonkey/program/testing/shipped.ts';
import fc from 'fast-check';
import { answerTo, NOTHING_SAID, type Said } from './answer.ts';
import { ageBands, type Band } from './bands.ts';
import { checkerBody } from './body.ts';
import { groupsAt } from './groups.ts';
import { saidIn } from './said.ts';

const TODAY = '2026-11-22';
const city = shippedProgram('model-city-online');
const [child, youth, adult] = ageBands(city) as [Band, Band, Band];
const said = (change: Partial<Said>): Said => ({ ...NOTHING_SAID, step: 'answer', ...change });
const suggested = (answer: ReturnType<typeof answerTo>) =>
  answer.lacks.flatMap(({ ways }) => ways.flatMap((way) => way.flatMap(({ papers }) => papers)));

describe('ages', () => {
  test('the model city asks among three, and no birth date', () => {
    assert.deepEqual(
      ageBands(city).map(({ id }) => id),
      ['0-13', '14-21', '22-'],
    );
  });

  test('within a band of any shipped city the same papers give the same answer at every age', () => {
    for (const id of shippedIds()) {
      const program = shippedProgram(id);
      const papers = Object.keys(program.papers);
      const bands = ageBands(program);
      assert.equal(bands[0]?.from, 0);
      fc.assert(
        fc.property(
          fc.subarray(papers, { maxLength: 4 }),
          fc.integer({ min: 0, max: OLDEST }),
          (have, age) => {
            const band = bands.find(({ from, to }) => age >= from && (to === null || age <= to));
            assert.ok(band, `${id} ${age}`);
            const at = (years: number) =>
              assess(
                program,
                have.map((paper) => ({ paper })),
                { birthDate: addYears(TODAY, -years) },
                TODAY,
                { limit: 0 },
              );
            assert.equal(at(age).outcome, at(band.from).outcome);
          },
        ),
        { seed: 3, numRuns: 40 },
      );
    }
    assert.equal(ageOn(addYears(TODAY, -14), TODAY), 14);
  });
});

describe('papers asked about', () => {
  test('each paper that could help stands in exactly one group, at every age of every city', () => {
    for (const id of shippedIds()) {
      const program = shippedProgram(id);
      for (const band of ageBands(program)) {
        const asked = groupsAt(program, band).flatMap(({ papers }) => papers);
        assert.equal(new Set(asked).size, asked.length, `${id} ${band.id}`);
        const nothing = answerTo(program, band, NOTHING_SAID, TODAY);
        for (const paper of [...suggested(nothing), ...(nothing.shortest ?? [])])
          assert.ok(asked.includes(paper), `${id} ${band.id} ${paper}`);
      }
    }
  });

  test('an adult is not asked for a guardian’s papers, a child is', () => {
    const ids = (band: Band) => groupsAt(city, band).map(({ id }) => id);
    assert.deepEqual(ids(child), ['birth-date', 'residency', 'relationship', 'guardian']);
    assert.deepEqual(ids(youth), ['photo', 'birth-date', 'residency', 'caretaker']);
    assert.deepEqual(ids(adult), ['photo', 'birth-date', 'residency']);
  });
});

describe('the answer', () => {
  const all = Object.keys(city.papers);
  const some = fc.subarray(all, { maxLength: 6 });

  test('is what the city’s rules say; what to bring is enough, and nothing of it could be left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(child, youth, adult), some, (band, have) => {
        const person = { birthDate: addYears(TODAY, -band.from) };
        const ask = (papers: readonly string[]) =>
          assess(
            city,
            papers.map((paper) => ({ paper })),
            person,
            TODAY,
            { limit: 0 },
          ).outcome;
        const answer = answerTo(city, band, said({ have }), TODAY);
        assert.equal(answer.outcome, ask(have));
        if (answer.outcome !== 'met') return;
        assert.equal(ask(answer.bring), 'met');
        for (const one of answer.bring)
          assert.notEqual(ask(answer.bring.filter((other) => other !== one)), 'met', one);
        assert.deepEqual([...answer.bring, ...answer.leave].sort(), [...have].sort());
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('UX-08: what somebody does not have is never suggested, and where something would do it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(child, youth, adult), some, some, (band, have, without) => {
        const answer = answerTo(city, band, said({ have, without }), TODAY);
        const offered = [...suggested(answer), ...(answer.shortest ?? [])];
        for (const paper of offered) {
          assert.ok(!without.includes(paper), paper);
          assert.ok(!have.includes(paper), paper);
          assert.notEqual(city.papers[paper]?.renewal, true);
        }
        if (answer.shortest)
          assert.equal(
            answerTo(city, band, said({ have: [...have, ...answer.shortest] }), TODAY).outcome,
            'met',
          );
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('UX-24: somebody with no paper of their own is led to letters; a young person to their caretaker too', () => {
    const none = ['photo', 'birth-date', 'residency'];
    const grown = answerTo(city, adult, said({ none }), TODAY);
    assert.deepEqual(grown.shortest, ['care-of-letter', 'agency-identity-letter']);
    assert.deepEqual([...new Set(suggested(grown))].sort(), [
      'agency-identity-letter',
      'care-of-letter',
      'shelter-letter',
    ]);
    const young = answerTo(city, youth, said({ none }), TODAY);
    assert.ok(suggested(young).includes('caretaker-attestation'));
    const care = [
      'caretaker-attestation',
      'caretaker-identity',
      'caretaker-residency',
      'caretaker-relationship',
    ];
    assert.equal(answerTo(city, youth, said({ have: ['birth-certificate', ...care] }), TODAY).outcome, 'met');
    const alone = answerTo(
      city,
      youth,
      said({ have: ['birth-certificate', 'caretaker-attestation'] }),
      TODAY,
    );
    assert.deepEqual(
      alone.unusable.map(({ code }) => code),
      ['paper-needs-companion'],
    );
  });

  test('where nothing would do, it says so and suggests nothing', () => {
    const answer = answerTo(city, adult, said({ without: all }), TODAY);
    assert.deepEqual([answer.outcome, answer.shortest, suggested(answer)], ['missing', null, []]);
  });
});

test('T1: the form takes names out of the rules and nothing that somebody could write into it', () => {
  const body = checkerBody(city);
  const whole = { step: 'answer', band: '22-', have: ['passport', 'lease'], none: 'residency', without: [] };
  assert.ok(body.safeParse(whole).success);
  for (const canary of ['Zephyrine', 'zephyrine-quakenbush', '1987-04-17', '__proto__', 'constructor', '']) {
    for (const name of Object.keys(whole))
      assert.ok(!body.safeParse({ ...whole, [name]: canary }).success, `${name} ${canary}`);
    assert.ok(!body.safeParse({ ...whole, have: ['passport', canary] }).success);
    assert.ok(!body.safeParse({ ...whole, [canary || 'name']: 'x' }).success);
  }
  assert.deepEqual(
    saidIn([
      ['step', 'nonsense'],
      ['have', 'lease'],
      ['have', 'lease'],
    ]),
    {
      ...NOTHING_SAID,
      have: ['lease'],
    },
  );
});
