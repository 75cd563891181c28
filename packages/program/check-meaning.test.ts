import { type Finding, finds } from './testing/findings.ts';

const GROUP = {
  ...{ id: 'corner-kitchen', name: 'Corner Kitchen', from: '2026-06-01', until: '2026-05-31' },
  ...{ key: { x: 'A'.repeat(43), y: 'B'.repeat(43) }, kinds: ['shelter'], source: 'own' },
};

const MAIL = {
  ...{
    id: 'news',
    kind: 'mail',
    recipient: 'Example Mail',
    purpose: 'purpose.library',
    host: 'mail.example',
  },
  ...{ basis: 'Program rules', contact: 'operations-desk', reviewBy: '2027-06-30', source: 'own' },
};

/** Well written, and no city could live by it: rules that contradict each other, the law or the people they are for. */
const TABLE: readonly Finding[] = [
  [
    'an id with a space',
    'papers.json',
    '/papers/my passport',
    { set: { usual: 1, source: 'own' } },
    'papers.json /papers/my passport shape-wrong',
  ],
  [
    'grey on paper',
    'program.json',
    '/city/colours/ink',
    { set: '#8A8A8A' },
    'program.json /city/colours/ink contrast-low',
  ],
  [
    'a companion that needs companions',
    'papers.json',
    '/papers/passport/needs',
    { set: ['caretaker-attestation'] },
    'papers.json /papers/passport/needs/0 companion-chain',
  ],
  [
    'a page nobody can find',
    'program.json',
    '/sources/own/mark',
    { set: 'FOUND' },
    'program.json /sources/own source-without-address',
  ],
  [
    'two fees for one card',
    'program.json',
    '/fees',
    { add: { id: 'late', for: 'first', cents: 500, currency: 'USD', source: 'own' } },
    'program.json /fees/1 fees-overlap',
  ],
  [
    'an end before the beginning',
    'program.json',
    '/effective/until',
    { set: '2025-01-01' },
    'program.json /effective/until date-order',
  ],
  [
    'a group whose letters end before they begin',
    'program.json',
    '/letters',
    { set: { groups: [GROUP] } },
    'program.json /letters/groups/0/until date-order',
  ],
  [
    'two groups with one key',
    'program.json',
    '/letters',
    {
      set: {
        groups: [
          { ...GROUP, until: '2026-12-31' },
          { ...GROUP, id: 'other', until: '2026-12-31' },
        ],
      },
    },
    'program.json /letters/groups/1/key/x name-twice',
  ],
  [
    'half a key',
    'program.json',
    '/letters',
    { set: { groups: [{ ...GROUP, key: { x: 'A', y: 'B' } }] } },
    'program.json /letters/groups/0/key/x shape-wrong',
  ],
  [
    'bands of counted ages that do not rise',
    'program.json',
    '/desk/countAges/from',
    { set: [14, 65, 18] },
    'program.json /desk/countAges/from age-bands-overlap',
  ],
  [
    'ages that overlap',
    'program.json',
    '/validity/1/ages/from',
    { set: 13 },
    'program.json /validity/1/ages age-bands-overlap',
  ],
  [
    'ages left out',
    'program.json',
    '/validity/1/ages/from',
    { set: 16 },
    'program.json /validity age-bands-gap',
  ],
  [
    'an age band the wrong way round',
    'program.json',
    '/requirements/0/ages',
    { set: { from: 21, to: 14 } },
    'program.json /requirements/0/ages age-band-empty',
  ],
  [
    'nothing asked of anybody from 14',
    'program.json',
    '/requirements',
    {
      set: [{ id: 'guardian', ages: { to: 13 }, rule: { count: 1, of: { shows: 'photo' } }, source: 'own' }],
    },
    'program.json /requirements requirement-vacuous',
  ],
  [
    'a rule no papers can meet',
    'program.json',
    '/requirements/0/rule/count',
    { set: 40 },
    'program.json /requirements/0 requirement-impossible',
  ],
  [
    'an expired paper worth more',
    'papers.json',
    '/papers/passport/whenExpired/shows',
    { set: ['residency'] },
    'papers.json /papers/passport/whenExpired/shows expired-worth-more',
  ],
  [
    'a register without end (T4)',
    'series.json',
    '/series/0/atMost',
    'remove',
    'series.json /series/0 series-unbounded',
  ],
  [
    'a period from a decision that may never come (T4)',
    'series.json',
    '/series/1/after',
    { set: 'decision' },
    'series.json /series/1 series-unbounded',
  ],
  [
    'a physical series of nothing',
    'series.json',
    '/series/2/object',
    'remove',
    'series.json /series/2 series-object-missing',
  ],
  [
    'a certificate with no schedule to write it under (T4)',
    'series.json',
    '/series/1/certificate',
    { set: { daysBefore: 30, authority: 'a commission' } },
    'series.json /series/1/certificate certificate-without-approval',
  ],
  [
    'a legal notice to somebody who keeps nothing for the city',
    'sharing.json',
    '/flows/0/noticeTo',
    { set: 'legal@library.example' },
    'sharing.json /flows/0/noticeTo flow-unfit',
  ],
  [
    'an entry that hides what that way sends',
    'sharing.json',
    '/flows/0',
    { set: { ...MAIL, fields: ['that-there-is-news'] } },
    'sharing.json /flows/0/fields flow-unfit',
  ],
  [
    'an override with nothing to override',
    'program.json',
    '/overrides',
    { set: ['unbounded-series'] },
    'program.json /overrides/0 override-idle',
  ],
  ['no photo on the card', 'program.json', '/card/print/2', 'remove', 'program.json /card/print print-needs'],
  [
    'no birth date on a card that always shows it',
    'program.json',
    '/card/print/3',
    'remove',
    'program.json /card/print print-needs',
  ],
  [
    'a number that does not fit',
    'program.json',
    '/card/numberGroups',
    { set: [4, 4] },
    'program.json /card/numberGroups number-groups-wrong',
  ],
  [
    'a refusal without a way to appeal',
    'program.json',
    '/notices/2',
    'remove',
    'program.json /notices notice-missing',
  ],
  [
    'a subpoena that no court stands behind, and that compels',
    'program.json',
    '/legal/instruments/1/compelling',
    { set: true },
    'program.json /legal/instruments/1/compelling legal-never-compels',
  ],
  [
    'an issuer whom the city does not tell apart',
    'program.json',
    '/legal/issuers/0',
    'remove',
    'program.json /legal/instruments/1/issuedBy/classes/0 name-unknown',
  ],
  [
    'counsel’s notes among the papers',
    'program.json',
    '/legal/records/counsel',
    { set: 'legal-process' },
    'program.json /legal/records/counsel legal-series-unfit',
  ],
  [
    'a matter that never closes',
    'series.json',
    '/series/6/atMost',
    'remove',
    'program.json /legal/records/process legal-series-unfit',
  ],
];

finds(TABLE);
