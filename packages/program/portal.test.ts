import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { speaker } from '@commonkey/words';
import fc from 'fast-check';
import type { Facts } from './disposition.ts';
import { wordFault } from './explain.ts';
import { parseProgram } from './parse.ts';
import { addDays } from './plain-date.ts';
import { endOf, lapseOn, portalOpen, portalRules, RECORD_KINDS } from './portal.ts';
import { type Edit, planted } from './testing/planted.ts';
import { shippedFiles, shippedIds, shippedProgram } from './testing/shipped.ts';
import type { PortalChannel, Trigger } from './types.ts';
import { programWords } from './words.ts';

const CITY = 'model-city-online';
const city = shippedProgram(CITY);
const SENT = '2026-11-22';
const at = (days: number) => addDays(SENT, days);

/** The city with its channel changed, without asking the checker. */
const channel = (change: Partial<PortalChannel>) => ({
  ...city,
  channels: { ...city.channels, portal: { ...(city.channels.portal ?? assert.fail()), ...change } },
});

describe('the online city is the model city with one channel more', () => {
  test('papers are the same file; every other rule is equal', () => {
    const [online, model] = [shippedFiles(CITY), shippedFiles('model-city')];
    assert.equal(online['papers.json'], model['papers.json']);
    const base = shippedProgram('model-city');
    const { portal: _, ...channels } = city.channels;
    const ours = (series: { channel: string }) => series.channel !== 'portal';
    const { 'own-online': __, ...sources } = city.sources;
    assert.deepEqual(
      {
        ...city,
        id: base.id,
        city: { ...city.city, languages: base.city.languages },
        channels,
        sources,
        series: city.series.filter(ours),
        notices: city.notices.filter(({ id }) => !id.startsWith('portal-')),
        words: base.words,
      },
      base,
    );
    for (const language of base.city.languages) {
      const [more, fewer] = [city.words[language] ?? {}, base.words[language] ?? {}];
      assert.deepEqual({ ...more, ...fewer }, more, language);
    }
  });

  test('its figures are a recommendation and say so', () => {
    assert.equal(city.sources[city.channels.portal?.source ?? '']?.mark, 'OWN');
    assert.equal(portalRules(shippedProgram('model-city')), null);
  });
});

test('open from the first day to the last, and never where the program says off', () => {
  const open = (change: Partial<PortalChannel>, on: string) => portalOpen(channel(change), on);
  assert.equal(open({}, SENT), 'open');
  assert.equal(open({ on: false }, SENT), 'off');
  assert.equal(open({ since: SENT, until: SENT }, at(-1)), 'not-yet');
  assert.equal(open({ since: SENT, until: SENT }, SENT), 'open');
  assert.equal(open({ since: SENT, until: SENT }, at(1)), 'over');
  assert.equal(portalOpen(shippedProgram('model-city'), SENT), 'off');
  assert.equal(portalOpen(shippedProgram('chicago-2025'), '2025-01-01'), 'off');
});

test('a channel that is switched off keeps its rules, so that every date keeps running', () => {
  const off = channel({ on: false });
  assert.equal(portalRules(off)?.decideDays, 45);
  assert.equal(endOf(off, 'papers', { submission: SENT }), at(75));
});

describe('the latest day of each record', () => {
  const sent = { submission: SENT };
  const rows: [string, (typeof RECORD_KINDS)[number], Facts, string][] = [
    ['a draft', 'draft', { receipt: SENT }, at(7)],
    ['a draft that is sent', 'draft', { receipt: at(-3), submission: SENT }, SENT],
    ['the row of a draft', 'application', { receipt: SENT }, at(7)],
    ['papers, sent', 'papers', sent, at(75)],
    ['papers, approved and picked for a second look', 'papers', { ...sent, approval: at(3) }, at(10)],
    ['papers after the second look', 'papers', { ...sent, approval: at(3), 'second-look': at(5) }, at(5)],
    ['papers not picked', 'papers', { ...sent, approval: at(3), 'second-look': at(3) }, at(3)],
    ['papers, denied on the last day', 'papers', { ...sent, denial: at(45) }, at(75)],
    ['papers, denied', 'papers', { ...sent, denial: at(2) }, at(32)],
    ['papers, an appeal turned down', 'papers', { ...sent, 'final-denial': at(9) }, at(9)],
    ['the row, an appeal turned down', 'application', { ...sent, 'final-denial': at(9) }, at(39)],
    ['the card, an appeal turned down', 'card', { ...sent, 'final-denial': at(9) }, at(9)],
    ['the contact, an appeal turned down', 'contact', { ...sent, 'final-denial': at(9) }, at(12)],
    ['the contact nobody decided about', 'contact', { ...sent, lapse: at(45) }, at(48)],
    ['the row nobody decided about', 'application', { ...sent, lapse: at(45) }, at(75)],
    ['papers nobody decided about', 'papers', { ...sent, lapse: lapseOn(city, SENT) }, at(45)],
    ['the card, approved', 'card', { ...sent, approval: at(2) }, at(92)],
    ['the card, handed over', 'card', { ...sent, approval: at(2), 'hand-over': at(8) }, at(8)],
    ['the contact, withdrawn', 'contact', { ...sent, withdrawal: at(1) }, at(1)],
    ['the reviewer’s key, undecided', 'review-box', sent, at(45)],
    ['the reviewer’s key, denied', 'review-box', { ...sent, denial: at(4) }, at(4)],
    ['the row, sent', 'application', { receipt: at(-6), ...sent }, at(135)],
  ];
  for (const [what, kind, facts, expected] of rows) {
    test(what, () => assert.equal(endOf(city, kind, facts), expected));
  }

  test('any further event brings every date nearer or leaves it', () => {
    const triggers: Trigger[] = [
      'approval',
      'denial',
      'final-denial',
      'second-look',
      'lapse',
      'hand-over',
      'withdrawal',
    ];
    const some = fc.dictionary(fc.constantFrom(...triggers), fc.integer({ min: 0, max: 200 }).map(at));
    fc.assert(
      fc.property(fc.constantFrom(...RECORD_KINDS), some, some, (kind, before, more) => {
        const start = kind === 'draft' ? { receipt: SENT } : sent;
        const first = endOf(city, kind, { ...start, ...before });
        assert.ok(endOf(city, kind, { ...start, ...more, ...before }) <= first);
      }),
      { seed: 7 },
    );
  });

  test('without the day it starts from there is no date, and without rules neither', () => {
    for (const kind of RECORD_KINDS)
      assert.throws(() => endOf(city, kind, {}), { code: 'program-fact-needed' });
    const model = shippedProgram('model-city');
    assert.throws(() => endOf(model, 'papers', sent), { code: 'program-portal-missing' });
    assert.throws(() => lapseOn(model, SENT), { code: 'program-portal-missing' });
  });
});

const PROGRAM = 'program.json';
const SERIES = 'series.json';
const place = (id: string) => city.series.findIndex((series) => series.id === id);
const papers = place('portal-papers');
const TABLE: [what: string, file: string, path: string, edit: Edit, expected: string][] = [
  ['a figure left out', PROGRAM, '/channels/portal/decideDays', 'remove', 'portal-figure-missing'],
  ['a channel without figures', PROGRAM, '/channels/portal/records', 'remove', 'portal-figure-missing'],
  ['a kind without a series', PROGRAM, '/channels/portal/records/contact', 'remove', 'key-missing'],
  ['a series that is not there', PROGRAM, '/channels/portal/records/card', { set: 'x' }, 'name-unknown'],
  [
    'a record in a series of desks',
    PROGRAM,
    '/channels/portal/records/card',
    { set: 'card-register' },
    'portal-series-unfit',
  ],
  [
    'a record of a series it does not list',
    PROGRAM,
    '/channels/portal/series/5',
    'remove',
    'portal-series-unfit',
  ],
  ['papers called impersonal', SERIES, `/series/${papers}/personal`, { set: false }, 'portal-series-unfit'],
  ['papers on paper', SERIES, `/series/${papers}/medium`, { set: 'physical' }, 'portal-series-unfit'],
  ['a longer time to decide', PROGRAM, '/channels/portal/decideDays', { set: 46 }, 'portal-end-differs'],
  ['a longer appeal', PROGRAM, '/channels/portal/appealDays', { set: 31 }, 'portal-end-differs'],
  ['a longer second look', PROGRAM, '/channels/portal/secondLook/days', { set: 8 }, 'portal-end-differs'],
  ['a longer outcome', PROGRAM, '/channels/portal/outcomeDays', { set: 31 }, 'portal-end-differs'],
  ['no days for openings', PROGRAM, '/channels/portal/openingDays', 'remove', 'portal-figure-missing'],
  ['no days for the outcome', PROGRAM, '/channels/portal/outcomeDays', 'remove', 'portal-figure-missing'],
  [
    'papers that wait as long as the outcome',
    SERIES,
    `/series/${papers}/alsoAfter/2/period/days`,
    { set: 30 },
    'portal-end-differs',
  ],
  ['a longer pick-up', PROGRAM, '/channels/portal/pickUpDays', { set: 91 }, 'portal-end-differs'],
  ['a longer draft', PROGRAM, '/channels/portal/draftDays', { set: 8 }, 'portal-end-differs'],
  ['a bound too short', SERIES, `/series/${papers}/atMost/period/days`, { set: 74 }, 'portal-end-differs'],
  ['a bound too long', SERIES, `/series/${papers}/atMost/period/days`, { set: 76 }, 'portal-end-differs'],
  [
    'a bound in months',
    SERIES,
    `/series/${papers}/atMost/period`,
    { set: { months: 2 } },
    'portal-end-differs',
  ],
  ['no end at a withdrawal', SERIES, `/series/${papers}/alsoAfter/4`, 'remove', 'portal-end-differs'],
  [
    'an end of its own',
    SERIES,
    `/series/${papers}/alsoAfter`,
    { add: { after: 'manual', period: { days: 1 } } },
    'portal-end-differs',
  ],
  [
    'one end twice',
    SERIES,
    `/series/${papers}/alsoAfter`,
    { add: { after: 'denial', period: { days: 1 } } },
    'series-end-twice',
  ],
  ['no notice at the start', PROGRAM, '/notices', { set: city.notices.slice(0, 4) }, 'notice-missing'],
  ['30 February', PROGRAM, '/channels/portal/since', { set: '2026-02-30' }, 'date-impossible'],
  ['papers without a last day', SERIES, `/series/${papers}/atMost`, 'remove', 'portal-unbounded'],
];

for (const [what, file, path, edit, expected] of TABLE) {
  test(`check finds ${what} (T4)`, () => {
    const { status, faults } = planted(file, path, edit, { city: CITY });
    assert.equal(status, 'refused');
    const codes = faults.map(({ code }) => code);
    assert.ok(codes.includes(expected as (typeof codes)[number]), `${expected} not in ${codes}`);
    for (const fault of faults) {
      for (const [language, catalogue] of Object.entries(programWords)) {
        const { problem, remedy } = wordFault(speaker(language, catalogue), fault);
        assert.ok(problem.length > 5 && remedy.length > 5, `${language} ${fault.code}`);
      }
    }
  });
}

test('no override opens a channel whose papers may live for ever, on or pretended off (T4)', () => {
  const files = shippedFiles('chicago-2025');
  const rules = JSON.parse(files[PROGRAM] ?? '');
  assert.equal(rules.channels.portal.on, false);
  rules.channels.portal.on = true;
  const parsed = parseProgram(
    { ...files, [PROGRAM]: JSON.stringify(rules) },
    { override: ['unbounded-series'] },
  );
  assert.equal(parsed.status, 'refused');
  assert.ok(parsed.faults.some(({ code }) => code === 'portal-unbounded'));
  // Nor does a channel without figures open by any other name.
  assert.equal(portalRules({ channels: rules.channels }), null);
});

test('of the shipped cities, one takes applications online', () => {
  const on = shippedIds().filter((id) => shippedProgram(id).channels.portal?.on);
  assert.deepEqual(on, [CITY]);
});
