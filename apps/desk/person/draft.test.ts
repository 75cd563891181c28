import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardRules } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };
import {
  emptyPerson,
  optionsFor,
  optionsInUse,
  type PersonDraft,
  type PersonOption,
  personDraftOf,
  personFaults,
  personOf,
  toggled,
} from './draft.ts';

const { card } = shippedProgram('model-city');
const everyCard: CardRules = {
  ...card,
  print: card.print.map(({ optional: _, ...each }) =>
    each.field === 'address' ? each : { ...each, optional: true },
  ),
};
const typed: PersonDraft = {
  ...emptyPerson(),
  name: 'Ana López',
  careOf: 'St. Brigid House',
  address: '  4821  North Evergreen ',
  addressSecond: 'Model City',
};

test('an address is offered, never asked, and not on the card of who did not ask', () => {
  const options = optionsFor(card, 30, false);
  assert.ok(options.offered.includes('address') && !options.asked.includes('address'));
  const without = personOf(typed, optionsInUse(options, [], false));
  assert.deepEqual([without.address, without.addressSecond], ['', '']);
  const used = optionsInUse(options, toggled([], 'address'), false);
  const { address, addressSecond, careOf } = personOf(typed, used);
  assert.deepEqual([address, addressSecond, careOf], ['4821 North Evergreen', 'Model City', '']);
  assert.deepEqual(personFaults(typed, used), {});
});

test('where the city prints none, none can be typed', () => {
  const none = { ...card, print: card.print.filter(({ field }) => field !== 'address') };
  const options = optionsFor(none, 30, false);
  assert.ok(![...options.offered, ...options.asked].includes('address'));
  assert.ok(!optionsInUse(options, ['address'], false).includes('address'));
});

test('care-of and address take each other’s place, whichever comes second', () => {
  const options = optionsFor(card, 30, false);
  assert.deepEqual(toggled(['second-name', 'care-of'], 'address'), ['second-name', 'address']);
  assert.deepEqual(toggled(['address'], 'care-of'), ['care-of']);
  assert.deepEqual(toggled(['address'], 'address'), []);
  const both = personOf(typed, optionsInUse(options, ['address', 'care-of'], false));
  assert.deepEqual([both.address, both.careOf], ['', 'St. Brigid House']);
});

test('whom an organisation vouched for is asked for no address', () => {
  for (const rules of [card, everyCard]) {
    const options = optionsFor(rules, 30, true);
    assert.ok(![...options.offered, ...options.asked].includes('address'));
    assert.deepEqual(
      optionsInUse(options, ['address'], true),
      ['transit', 'care-of'].filter((one) => one === 'care-of' || rules.benefits.transit),
    );
  }
});

test('a city that prints an address on every card gets it, or care-of, and never silence', () => {
  const options = optionsFor(everyCard, 30, false);
  assert.ok(options.asked.includes('address') && options.addressDue);
  const faults = (draft: PersonDraft) =>
    personFaults(draft, optionsInUse(options, draft.chosen, false), options.addressDue);
  assert.deepEqual(faults(typed), {});
  assert.deepEqual(faults({ ...typed, address: ' ', addressSecond: '' }), { address: 'address-missing' });
  assert.deepEqual(faults({ ...typed, address: '', chosen: ['care-of'] }), {});
  assert.deepEqual(faults({ ...typed, careOf: ' ', chosen: ['care-of'] }), { careOf: 'address-missing' });
  const second = personOf({ ...typed, address: '' }, optionsInUse(options, [], false));
  assert.deepEqual([second.address, second.addressSecond], ['Model City', '']);
});

test('sixty letters a line, counted as a reader counts; a line out of use is no fault', () => {
  const long = 'ễ'.normalize('NFD').repeat(60);
  const faults = (draft: Partial<PersonDraft>, ...used: PersonOption[]) =>
    personFaults({ ...typed, ...draft }, used);
  assert.deepEqual(faults({ address: long, addressSecond: long }, 'address'), {});
  assert.deepEqual(faults({ address: `${long}a`, addressSecond: `${long}a` }, 'address'), {
    address: 'line-too-long',
    addressSecond: 'line-too-long',
  });
  assert.deepEqual(faults({ address: `${long}a`, careOf: `${long}a` }), {});
});

test('who goes back to correct finds the address where it was', () => {
  const used = optionsInUse(optionsFor(card, 30, false), ['address'], false);
  const again = personDraftOf(personOf(typed, used));
  assert.deepEqual(again.chosen, ['address']);
  assert.equal(again.addressSecond, 'Model City');
});

test('every option has its words in each language', () => {
  const catalogues: Record<string, string>[] = [en, es];
  const { offered } = optionsFor(card, 30, false);
  assert.ok(offered.length >= 3);
  for (const words of catalogues) {
    for (const option of offered)
      for (const key of [`person.with-${option}`, `person.without-${option}`]) assert.ok(words[key], key);
    for (const field of ['careOf', 'address', 'addressSecond', 'emergencyContact', 'transitSerial'])
      for (const key of [`person.${field}`, `person.${field}-hint`]) assert.ok(words[key], key);
  }
});
