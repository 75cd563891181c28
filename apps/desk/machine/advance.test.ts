import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emptyPapers } from '../papers/draft.ts';
import { emptyPerson } from '../person/draft.ts';
import { ALONE, advance, erase, isForgotten, READY } from './advance.ts';
import type { Event, Portrait, PrintableCard, Proposed, Step } from './steps.ts';

const entitled = {
  birthDate: '1988-05-02',
  age: 38,
  issued: '2026-11-14',
  expires: '2031-11-14',
  careOf: false,
  papers: emptyPapers('1988-05-02'),
};
const { chosen: _, ...person } = { ...emptyPerson(), name: 'Canary Person' };
const picture = () => ({ data: new Uint8ClampedArray([9, 9, 9, 255]), width: 1, height: 1 });
function portrait(): Portrait {
  const image = picture();
  const png = new Uint8Array([7]);
  return {
    picture: image,
    png,
    face: async () => new Uint8Array([5]),
    wipe: () => {
      image.data.fill(0);
      png.fill(0);
    },
  };
}
const card: PrintableCard = {
  serial: '123456789014',
  qr: 'QR',
  front: new Uint8Array([1]),
  back: new Uint8Array([2]),
  slip: null,
};

const pickedUp = (): Proposed => ({
  visit: {
    purpose: 'first',
    language: 'en',
    known: null,
    surrendered: null,
    party: ALONE,
    pickUp: 'ab'.repeat(16),
  },
  entitled,
  person,
  portrait: portrait(),
});

const EVENTS: Event[] = [
  { do: 'next-person', language: 'en' },
  { do: 'bring-old-card', purpose: 'renewal' },
  { do: 'old-card-read', known: null, surrendered: null, held: [], language: 'es' },
  { do: 'fetch-card' },
  { do: 'sheet-read', proposed: pickedUp() },
  { do: 'papers', papers: entitled.papers },
  { do: 'language', language: 'es' },
  { do: 'refuse' },
  { do: 'entitle', entitled },
  { do: 'draft', draft: emptyPerson() },
  { do: 'name-person', person },
  { do: 'portray', portrait: portrait() },
  { do: 'confirm' },
  { do: 'not-signed' },
  { do: 'waits-no-more' },
  { do: 'signed', card },
  { do: 'spoil' },
  { do: 'spoiled', wrongData: false },
  { do: 'spoiled', wrongData: true },
  { do: 'hand-over', fee: null, partyMax: 4, residency: [{ paper: 'utility-bill' }] },
  { do: 'back' },
  { do: 'next-of-party', language: 'en' },
  { do: 'end-party' },
  { do: 'leave' },
];

const through = (...events: Event['do'][]): Step =>
  events.reduce<Step>((step, name) => {
    const event = EVENTS.find((one) => one.do === name);
    assert.ok(event);
    return advance(step, event);
  }, READY);

test('an ordinary person, from papers to done', () => {
  const done = through(
    'next-person',
    'papers',
    'entitle',
    'name-person',
    'portray',
    'confirm',
    'signed',
    'hand-over',
  );
  assert.equal(done.at, 'done');
  assert.ok(isForgotten(done));
  assert.doesNotMatch(JSON.stringify(done), /Canary|1988/);
});

test('a card that waited goes from the sheet to the proof, and its person is forgotten like everybody', () => {
  const proof = through('fetch-card', 'sheet-read');
  assert.equal(proof.at, 'proof');
  assert.equal(advance(proof, { do: 'back' }).at, 'person', 'a misspelt name is put right before printing');
  const done = through('fetch-card', 'sheet-read', 'confirm', 'signed', 'hand-over');
  assert.ok(isForgotten(done));
  assert.doesNotMatch(JSON.stringify(done), /Canary|1988|abab/);
  assert.equal(advance(READY, { do: 'sheet-read', proposed: pickedUp() }), READY);
});

test('T1: a card that was handed over elsewhere leaves nobody on the screen; what failed otherwise is tried again', () => {
  const over = through('fetch-card', 'sheet-read', 'confirm', 'waits-no-more');
  assert.ok(isForgotten(over));
  assert.equal(over.at, 'ready');
  assert.equal(through('fetch-card', 'sheet-read', 'confirm', 'not-signed').at, 'proof');
  const proof = through('fetch-card', 'sheet-read');
  assert.equal(advance(proof, { do: 'waits-no-more' }), proof, 'asked of the printing alone');
});

test('F-09: a second key on its way changes nothing', () => {
  const printing = through('next-person', 'papers', 'entitle', 'name-person', 'portray', 'confirm');
  assert.equal(advance(printing, { do: 'confirm' }), printing);
  const ready = advance(READY, { do: 'confirm' });
  assert.equal(ready, READY);
});

test('a serial with an intent cannot be left behind: it is printed or spoiled first', () => {
  const scanning = through('next-person', 'papers', 'entitle', 'name-person', 'portray', 'confirm', 'signed');
  for (const name of ['leave', 'back', 'next-person', 'end-party'] as const) {
    const event = EVENTS.find((one) => one.do === name);
    assert.ok(event);
    assert.equal(advance(scanning, event).at, 'scan-back', name);
  }
});

test('a party shares the papers of its home, up to the most the program lets come together', () => {
  const done = through(
    'next-person',
    'papers',
    'entitle',
    'name-person',
    'portray',
    'confirm',
    'signed',
    'hand-over',
  );
  const second = advance(done, { do: 'next-of-party', language: 'en' });
  assert.ok(second.at === 'papers');
  assert.deepEqual(second.papers.held, [{ paper: 'utility-bill' }]);
  assert.equal(second.papers.birthDate, '');
  assert.equal(second.visit.party.place, 2);
  const alone = advance(done, { do: 'next-person', language: 'en' });
  assert.ok(alone.at === 'papers');
  assert.deepEqual(alone.papers.held, []);
});

test('whatever keys come: no card without entitlement, and at rest nobody is known', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 60 }), (events) => {
      let step: Step = READY;
      let granted = false;
      for (const event of events) {
        const before = step;
        step = advance(step, event);
        if (event.do === 'entitle' && before.at === 'papers') granted = true;
        if (event.do === 'sheet-read' && before.at === 'pick-up') granted = true;
        if (isForgotten(step)) granted = granted && step.at !== 'ready' && step.at !== 'done';
        if (step.at === 'printing' || step.at === 'scan-back') assert.ok(granted);
        if (isForgotten(step)) assert.doesNotMatch(JSON.stringify(step), /Canary|1988/);
      }
    }),
    { seed: 9, numRuns: 400 },
  );
});

test('CL-03: pictures of a step that is over are overwritten', () => {
  const own = portrait();
  const step: Step = {
    at: 'scan-back',
    proposed: {
      visit: {
        purpose: 'first',
        language: 'en',
        known: null,
        surrendered: null,
        party: { place: 1, residency: [] },
      },
      entitled,
      person,
      portrait: own,
    },
    card: { ...card, front: new Uint8Array([1]), back: new Uint8Array([2]) },
  };
  erase(step);
  assert.deepEqual(
    [...own.picture.data, ...own.png, ...step.card.front, ...step.card.back],
    [0, 0, 0, 0, 0, 0, 0],
  );
});
