import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Program } from '@commonkey/program';
import fc from 'fast-check';
import type { NoticeWay } from '../notices/service.ts';
import { onlineCity } from '../vault/testing/hall.ts';
import { type Answers, answersShape } from './answers.ts';
import { QUESTIONS } from './questions/index.ts';
import type { Question, Typed } from './questions/question.ts';
import { isAnswered, needsNow, nextStep, prune, type StepId, stepsOf } from './steps.ts';

const on = '2026-11-22';
let program: Program;
before(async () => {
  program = await onlineCity();
});
const rules = (ways: readonly NoticeWay[] = ['mail', 'text']) => ({ program, on, ways });

/** What people type, for each field; wrong things among it. */
const TYPED: Record<string, readonly string[]> = {
  who: ['self', 'child', 'caretaker', 'nobody'],
  name: ['Ana', 'Олена Шевченко', 'محمد علي', '王小明', 'अनिता शर्मा', 'x'.repeat(100), '', '<b>'],
  latin: ['Olena Shevchenko', 'Олена', ''],
  second: ['no', 'uk', 'ar', 'zh', 'xx'],
  day: ['3'],
  month: ['3', 'March', '13'],
  year: ['1990', '2008', '2018', '2030', '90'],
  emergency: ['', 'Ana 312 555 0123', 'x'.repeat(80)],
  home: ['address', 'care-of', 'none', ''],
  address: ['', '17 Thistlewood Lane'],
  address2: ['', 'Apt 2'],
  'care-of': ['', 'Thistle House'],
  contact: ['none', 'mail', 'text', ''],
  reach: ['a@b.example', '312 555 0123', 'x'],
  safe: ['yes', 'no', ''],
  requests: ['yes', ''],
};

type Move = { step: string; typed: Typed } | { picture: number } | { face: true };
const moves = fc.array(
  fc.oneof(
    fc.constantFrom(...Object.keys(QUESTIONS)).chain((step) => {
      const { fields }: Question = QUESTIONS[step as keyof typeof QUESTIONS];
      return fc
        .tuple(...fields.map((field) => fc.constantFrom(...(TYPED[field] ?? []))))
        .map((values) => ({ step, typed: Object.fromEntries(fields.map((f, i) => [f, values[i] ?? ''])) }));
    }),
    fc.nat(5).map((picture) => ({ picture })),
    fc.constant({ face: true as const }),
  ),
  // Long ones: an orphan takes an answer, its follower, and a change of mind.
  { minLength: 40, maxLength: 120, size: 'max' },
);

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** As the routes do it: only what is asked is taken, and every change is pruned. */
function play(steps: readonly Move[]): Answers {
  let answers: Answers = {};
  let pictures = 0;
  for (const move of steps) {
    if ('face' in move) answers = prune(rules(), { ...answers, face: uuid(99) });
    else if ('picture' in move) {
      const needs = needsNow(rules(), answers);
      const need = needs[move.picture % Math.max(1, needs.length)];
      if (!need || (answers.pictures ?? []).length >= 12) continue;
      pictures += 1;
      const picture = { id: uuid(pictures), shows: [need.id] };
      answers = prune(rules(), { ...answers, pictures: [...(answers.pictures ?? []), picture] });
    } else {
      if (!stepsOf(rules(), answers).some((step) => step === move.step)) continue;
      const question: Question = QUESTIONS[move.step as keyof typeof QUESTIONS];
      const read = question.read(move.typed, { ...rules(), language: 'en', answers });
      if ('change' in read) answers = prune(rules(), read.change(answers));
    }
  }
  return answers;
}

/** The question that an answer belongs to. */
const ASKED_BY: Record<keyof Answers, (step: StepId) => boolean> = {
  path: (step) => step === 'who',
  name: (step) => step === 'name',
  latinName: (step) => step === 'latin',
  secondLanguage: (step) => step === 'second',
  birthDate: (step) => step === 'birth',
  emergencyContact: (step) => step === 'emergency',
  home: (step) => step === 'home',
  address: (step) => step === 'address',
  careOf: (step) => step === 'care-of',
  pictures: (step) => step.startsWith('papers/'),
  face: (step) => step === 'face',
  contact: (step) => step === 'contact',
};

describe('the questions, whatever is answered in whatever order', () => {
  test('UX-12: no answer outlives its question, and no picture shows what nobody asks for', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const answers = play(steps);
        answersShape.parse(answers);
        const standing = stepsOf(rules(), answers);
        // While way and birth date do not go together, later answers wait for the choice.
        if (standing.includes('fits')) return;
        for (const key of Object.keys(answers) as (keyof Answers)[])
          assert.ok(standing.some(ASKED_BY[key]), `${key} has no question: ${JSON.stringify(answers)}`);
        const needs = needsNow(rules(), answers).map(({ id }) => id);
        for (const { shows } of answers.pictures ?? [])
          assert.ok(shows.length > 0 && shows.every((one) => needs.includes(one)));
      }),
      { numRuns: 80, seed: 417 },
    );
  });

  test('there is always a next question or an end, and the end has every answer', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const answers = play(steps);
        const next = nextStep(rules(), answers);
        const open = stepsOf(rules(), answers).filter((step) => !isAnswered(step, answers));
        assert.equal(next, open[0] ?? null);
        if (next !== null) return;
        assert.ok(answers.name && answers.birthDate && answers.home && answers.face && answers.contact);
        assert.ok(answers.contact.by === 'none' || (answers.contact.safe && answers.contact.address));
      }),
      { numRuns: 80, seed: 417 },
    );
  });

  test('UX-16: an address that is not said to be safe is not kept', () => {
    const asked: Answers = { contact: { by: 'mail', address: 'a@b.example', language: 'en' } };
    const read = QUESTIONS.safe.read({ safe: 'no' }, { ...rules(), language: 'en', answers: asked });
    assert.ok('change' in read);
    assert.deepEqual(read.change(asked), { contact: { by: 'none' } });
  });

  test('UX-16: what nobody carries is not asked for, and what was answered before goes with its question', () => {
    const mailed: Answers = { contact: { by: 'mail', address: 'a@b.example', safe: true, language: 'en' } };
    const asks = (ways: readonly NoticeWay[], answers: Answers) =>
      stepsOf(rules(ways), answers).filter((step) => ['contact', 'reach', 'safe'].includes(step));
    assert.deepEqual(asks(['mail'], mailed), ['contact', 'reach', 'safe']);
    assert.deepEqual(asks([], mailed), []);
    assert.deepEqual(prune(rules([]), mailed), {});
    assert.deepEqual(prune(rules([]), { contact: { by: 'none' } }), {});
    // One way went and another stays: the question is asked again, for the ways there are.
    assert.deepEqual(asks(['text'], prune(rules(['text']), mailed)), ['contact']);
    const read = QUESTIONS.contact.read(
      { contact: 'mail' },
      { ...rules(['text']), language: 'en', answers: {} },
    );
    assert.ok('wrong' in read);
  });

  test('UX-24: each path has what it has to show, and no more', () => {
    const needs = (path: Answers['path'] & string, birthDate: string) =>
      needsNow(rules(), { path, birthDate }).map(({ id }) => id);
    assert.deepEqual(needs('self', '1990-03-03'), ['photo', 'birth-date', 'residency']);
    assert.deepEqual(needs('child', '2018-03-03'), ['birth-date', 'residency', 'guardian']);
    assert.deepEqual(needs('caretaker', '2008-03-03'), [
      'birth-date',
      'caretaker-attestation',
      'caretaker-identity',
      'caretaker-residency',
      'caretaker-relationship',
    ]);
  });

  test('UX-03: a way that does not fit the age is a page of its own', () => {
    for (const [path, birthDate] of [
      ['self', '2018-03-03'],
      ['child', '1990-03-03'],
      ['caretaker', '1990-03-03'],
    ] as const)
      assert.equal(nextStep(rules(), { path, name: 'Ana', birthDate }), 'fits', path);
  });
});
