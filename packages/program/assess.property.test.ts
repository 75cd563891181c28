import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Applicant, assess } from './assess.ts';
import { MOST_FURTHER } from './completions.ts';
import { addDays, addYears } from './plain-date.ts';
import { oracleCompletions, oracleOutcome } from './testing/oracle.ts';
import { shippedIds, shippedProgram } from './testing/shipped.ts';
import type { AgeBand, Paper, Program, Rule } from './types.ts';
import type { HeldPaper } from './worth.ts';

const ON = '2026-11-22';
const PAPERS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];
// Without its words and series, which no answer reads: a counterexample should fit a screen.
const MODEL: Program = { ...shippedProgram('model-city'), words: {}, series: [] };
const maybe = <T>(arb: fc.Arbitrary<T>, key: string) =>
  fc.option(arb, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const merge = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));

const band: fc.Arbitrary<AgeBand> = fc.constantFrom(
  { to: 13 },
  { from: 14 },
  { from: 14, to: 21 },
  { from: 65 },
);
const period = fc.oneof(
  fc.record({ days: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ months: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ years: fc.integer({ min: 0, max: 3 }) }),
);
const points = fc.record(
  {
    x: fc.integer({ min: 1, max: 4 }),
    y: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 1, arbitrary: fc.constant({ unestablished: 'u' }) },
    ),
  },
  { requiredKeys: [] },
);
const some = (names: string[]) => fc.subarray(names);

/** Expired worth never above full worth, as `checkProgram` demands. */
const paper: fc.Arbitrary<Paper> = merge(
  fc.record({
    usual: fc.integer({ min: 1, max: 4 }),
    source: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'recalled'),
  }),
  maybe(some(['s', 't']), 'shows'),
  maybe(some(['a', 'b']), 'lists'),
  maybe(points, 'points'),
  maybe(
    period.map((within) => ({ within })),
    'dated',
  ),
  fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: band.map((ages) => ({ ages })) },
  ),
  maybe(fc.record({ upTo: fc.oneof(fc.constant('any'), period), lower: fc.boolean() }), 'whenExpired'),
).map((raw: Omit<Paper, 'whenExpired'> & { whenExpired?: { upTo: never; lower: boolean } }) => {
  const { whenExpired, ...rest } = raw;
  if (!whenExpired) return rest;
  return {
    ...rest,
    whenExpired: whenExpired.lower
      ? { upTo: whenExpired.upTo, points: {}, shows: [] }
      : { upTo: whenExpired.upTo },
  };
});

const leaf: fc.Arbitrary<Rule> = merge(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ points: fc.constantFrom('x', 'y'), atLeast: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        count: fc.integer({ min: 1, max: 3 }),
        of: fc.record(
          {
            shows: fc.constantFrom('s', 't'),
            list: fc.constantFrom('a', 'b'),
            papers: fc.subarray(PAPERS, { minLength: 1 }),
          },
          { requiredKeys: [] },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ unestablished: 'u' }) },
  ),
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: band.map((ages) => ({ ages })) },
  ),
);
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

const program: fc.Arbitrary<Program> = fc
  .record({
    papers: fc.tuple(...PAPERS.map(() => paper)),
    needs: fc.option(fc.tuple(fc.constantFrom(...PAPERS.slice(0, 3)), fc.constantFrom(...PAPERS.slice(3))), {
      nil: undefined,
    }),
    rules: fc.array(fc.tuple(rule, fc.constantFrom('own', 'own', 'own', 'own', 'recalled')), {
      minLength: 1,
      maxLength: 3,
    }),
    listOpen: fc.constantFrom(false, false, false, true),
    serves: fc.constantFrom(undefined, undefined, { from: 14 }),
    eligible: fc.constantFrom(undefined, undefined, { from: 10 }),
  })
  .map(({ papers, needs, rules, listOpen, serves, eligible }): Program => {
    const named: Record<string, Paper> = Object.fromEntries(
      papers.map((one, place) => [PAPERS[place] ?? '', one]),
    );
    const needy = needs ? named[needs[0]] : undefined;
    if (needs && needy) named[needs[0]] = { ...needy, needs: [needs[1]] };
    return {
      ...MODEL,
      sources: { own: { mark: 'OWN' }, recalled: { mark: 'RECALLED' } },
      papers: named,
      requirements: rules.map(([one, source], place) => ({ id: `r${place}`, rule: one, source })),
      ...(listOpen ? { paperListOpen: 'u' } : {}),
      ...(serves ? { serves: { ages: serves } } : {}),
      ...(eligible ? { eligible: { ages: eligible, source: 'own' } } : {}),
    };
  });

const heldOf = (ids: string[]): fc.Arbitrary<HeldPaper> =>
  merge(
    fc.record({ paper: fc.constantFrom(...ids) }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 0, max: 1200 }).map((days) => ({ issued: addDays(ON, -days) })),
      },
    ),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: -1500, max: 400 }).map((days) => ({ expires: addDays(ON, days) })),
      },
    ),
  );
const born = fc.constantFrom(5, 9, 10, 13, 14, 21, 22, 64, 65, 90).map((years) => addYears(ON, -years));
const personOf = (ids: string[]): fc.Arbitrary<Applicant> =>
  fc.record({
    birthDate: born,
    without: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(ids) }),
  });

function agree(rules: Program, papers: HeldPaper[], person: Applicant): void {
  const answer = assess(rules, papers, person, ON, { limit: 10_000 });
  assert.equal(answer.outcome, oracleOutcome(rules, papers, person, ON));
  if (answer.outcome === 'met') return;
  assert.equal(answer.more, false);
  const sets = answer.completions.map((set) => [...set].sort().join(' ')).sort();
  assert.deepEqual(sets, oracleCompletions(rules, papers, person, ON, MOST_FURTHER));
}

test('assess agrees with an oracle that tries every subset, on small random programs', () => {
  fc.assert(fc.property(program, fc.array(heldOf(PAPERS), { maxLength: 4 }), personOf(PAPERS), agree), {
    seed: 20261122,
    numRuns: 1500,
  });
});

test('assess agrees with the oracle on the shipped programs, cut down to a dozen papers', () => {
  for (const id of shippedIds()) {
    const whole = shippedProgram(id);
    const all = Object.keys(whole.papers);
    const cut = fc
      .shuffledSubarray(all, { minLength: 6, maxLength: Math.min(9, all.length) })
      .chain((kept) => {
        const papers = Object.fromEntries(kept.map((name) => [name, whole.papers[name] as Paper]));
        return fc.tuple(
          fc.constant({ ...whole, papers }),
          fc.array(heldOf(kept), { maxLength: 3 }),
          personOf(kept),
        );
      });
    fc.assert(
      fc.property(cut, ([rules, papers, person]) => agree(rules, papers, person)),
      { seed: 7, numRuns: 40 },
    );
  }
});

const ORDER = { missing: 0, undetermined: 1, met: 2 };

test('more papers never make an answer worse', () => {
  const shipped = shippedIds().map((id) => shippedProgram(id));
  const check = (rules: Program, papers: HeldPaper[], more: HeldPaper[], person: Applicant) => {
    const before = assess(rules, papers, person, ON).outcome;
    const after = assess(rules, [...papers, ...more], person, ON).outcome;
    assert.ok(ORDER[after] >= ORDER[before], `${before} became ${after}`);
  };
  const hand = fc.array(heldOf(PAPERS), { maxLength: 4 });
  fc.assert(fc.property(program, hand, hand, personOf(PAPERS), check), { seed: 3, numRuns: 500 });
  for (const rules of shipped) {
    const ids = Object.keys(rules.papers);
    const some = fc.array(heldOf(ids), { maxLength: 5 });
    fc.assert(
      fc.property(some, some, personOf(ids), (a, b, person) => check(rules, a, b, person)),
      { seed: 4, numRuns: 60 },
    );
  }
});

test('every completion does, and nothing of it can be left out', () => {
  for (const id of shippedIds()) {
    const rules = shippedProgram(id);
    const ids = Object.keys(rules.papers);
    fc.assert(
      fc.property(fc.array(heldOf(ids), { maxLength: 3 }), personOf(ids), (papers, person) => {
        const answer = assess(rules, papers, person, ON);
        if (answer.outcome === 'met') return;
        for (const set of answer.completions) {
          const tried = (names: string[]) =>
            assess(rules, [...papers, ...names.map((paper) => ({ paper }))], person, ON).outcome;
          assert.equal(tried(set), 'met');
          for (const paper of set) assert.notEqual(tried(set.filter((name) => name !== paper)), 'met');
        }
      }),
      { seed: 5, numRuns: 40 },
    );
  }
});

test('an incomplete program never says "not enough"', () => {
  for (const id of ['new-york', 'detroit']) {
    const rules = shippedProgram(id);
    const ids = Object.keys(rules.papers);
    fc.assert(
      fc.property(fc.array(heldOf(ids), { maxLength: 6 }), personOf(ids), (papers, person) => {
        assert.notEqual(assess(rules, papers, person, ON).outcome, 'missing');
      }),
      { seed: 6, numRuns: 200 },
    );
  }
});
