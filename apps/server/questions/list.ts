import type { Basis } from '../store/holdings/vocabulary.ts';

/** Where somebody is asked. */
export const PLACES = ['checker', 'online', 'desk', 'lost-card', 'booking', 'mobile-day'] as const;
export type Place = (typeof PLACES)[number];

/** Why we ask. Closed, so that no reason is made up beside the list. */
export const REASONS = [
  'stands-on-the-card',
  'tells-which-papers',
  'shows-the-rules-are-met',
  'only-who-lives-here',
  'keeps-you-safe',
  'sends-you-news',
  'finds-your-record',
  'proves-it-is-yours',
  'keeps-a-place',
  'plans-a-day',
] as const;
export type Reason = (typeof REASONS)[number];

export type AskedQuestion = {
  why: Reason;
  basis: Basis;
  places: readonly [Place, ...Place[]];
  /** Nobody has to answer it, or only who chose a way that needs it. */
  optional?: true;
  /** Form fields as `/route field`, and fields of a desk's page as `desk field`: the test finds each in the code. */
  fields: readonly [string, ...string[]];
};

const rules = { basis: 'programme-ordinance' } as const;
const card = { ...rules, why: 'stands-on-the-card', places: ['online', 'desk'] } as const;
const online = { ...rules, places: ['online'] } as const;

/** Every question that the service asks anybody who is not staff. One that is missing here fails the tests. */
export const QUESTION_LIST = {
  name: {
    ...card,
    fields: ['/apply/ask/name name', '/apply/correct/name name', '/apply/correct/own-name name', 'desk name'],
  },
  latin: {
    ...card,
    places: ['online'],
    optional: true,
    fields: ['/apply/ask/latin latin', '/apply/correct/own-name latin'],
  },
  second: {
    ...card,
    optional: true,
    fields: [
      '/apply/ask/second second',
      '/apply/correct/own-name second',
      'desk secondName',
      'desk secondLanguage',
    ],
  },
  birth: {
    ...card,
    fields: [
      '/apply/ask/birth day',
      '/apply/ask/birth month',
      '/apply/ask/birth year',
      '/apply/correct/birth day',
      '/apply/correct/birth month',
      '/apply/correct/birth year',
      'desk birthDate',
    ],
  },
  face: { ...card, fields: ['/apply/face', '/apply/another-photo', 'desk photo'] },
  address: {
    ...card,
    optional: true,
    fields: [
      '/apply/ask/address address',
      '/apply/ask/address address2',
      '/apply/correct/address address',
      '/apply/correct/address address2',
      'desk address',
      'desk addressSecond',
    ],
  },
  'care-of': {
    ...card,
    optional: true,
    fields: ['/apply/ask/care-of care-of', '/apply/correct/care-of care-of', 'desk careOf'],
  },
  emergency: {
    ...card,
    optional: true,
    fields: ['/apply/ask/emergency emergency', '/apply/correct/emergency emergency', 'desk emergencyContact'],
  },
  transit: { ...card, places: ['desk'], optional: true, fields: ['desk transitSerial'] },
  papers: {
    ...rules,
    why: 'shows-the-rules-are-met',
    places: ['online', 'desk'],
    fields: ['/apply/papers/:need', '/apply/more/:need', 'desk papers'],
  },
  'lives-here': { ...online, why: 'only-who-lives-here', fields: ['/apply/lives-here answer'] },
  who: { ...online, why: 'tells-which-papers', fields: ['/apply/ask/who who'] },
  home: { ...online, why: 'tells-which-papers', fields: ['/apply/ask/home home'] },
  age: { ...rules, why: 'tells-which-papers', places: ['checker'], fields: ['/papers band'] },
  have: {
    ...rules,
    why: 'tells-which-papers',
    places: ['checker'],
    optional: true,
    fields: ['/papers have', '/papers none', '/papers without'],
  },
  contact: {
    ...rules,
    places: ['online', 'booking'],
    why: 'sends-you-news',
    optional: true,
    fields: [
      '/apply/ask/contact contact',
      '/apply/correct/contact contact',
      '/booking/contact way',
      '/booking/contact open',
    ],
  },
  requests: {
    ...online,
    why: 'sends-you-news',
    optional: true,
    fields: ['/apply/ask/contact requests', '/apply/correct/contact requests'],
  },
  reach: {
    ...rules,
    places: ['online', 'booking'],
    why: 'sends-you-news',
    optional: true,
    fields: ['/apply/ask/reach reach', '/apply/correct/contact reach', '/booking/contact reach'],
  },
  safe: {
    ...online,
    why: 'keeps-you-safe',
    optional: true,
    fields: ['/apply/ask/safe safe', '/apply/correct/contact safe'],
  },
  device: {
    why: 'keeps-you-safe',
    basis: 'security-of-the-service',
    places: ['online'],
    fields: ['/apply/device device', '/apply/return shared'],
  },
  code: {
    why: 'finds-your-record',
    basis: 'security-of-the-service',
    places: ['online', 'booking'],
    fields: [
      '/apply/return code',
      '/booking code',
      '/booking/confirm code',
      '/booking/cancel code',
      '/booking/move code',
      '/booking/leave-draw code',
      '/booking/another-day code',
      '/booking/leave-waiting code',
      '/booking/contact code',
      '/booking/contact/forget code',
      '/helpers code',
      '/helpers/print code',
      '/helpers/out code',
      '/helpers/back code',
      '/ticket code',
    ],
  },
  party: {
    ...rules,
    why: 'keeps-a-place',
    places: ['booking'],
    fields: [
      '/events/:mark form',
      '/events/:mark party',
      '/events/:mark time',
      '/events/:mark/enter form',
      '/events/:mark/enter party',
      '/events/:mark/enter time',
      '/events/:mark/wait form',
      '/events/:mark/wait party',
      '/events/:mark/wait time',
      '/booking/move time',
      '/booking/another-day to',
    ],
  },
  'mobile-day': {
    ...rules,
    why: 'plans-a-day',
    places: ['mobile-day'],
    fields: [
      '/mobile-day organisation',
      '/mobile-day place',
      '/mobile-day address',
      '/mobile-day weeks',
      '/mobile-day people',
      '/mobile-day speaks',
      '/mobile-day access',
      '/mobile-day contact',
    ],
  },
  'card-number': {
    ...rules,
    why: 'finds-your-record',
    places: ['lost-card'],
    fields: ['/report-lost number'],
  },
  'card-secret': {
    ...rules,
    why: 'proves-it-is-yours',
    places: ['lost-card'],
    fields: ['/report-lost secret'],
  },
} as const satisfies Readonly<Record<string, AskedQuestion>>;

export type QuestionName = keyof typeof QUESTION_LIST;
export const QUESTION_NAMES = Object.keys(QUESTION_LIST) as readonly QuestionName[];
export const askedQuestion = (name: QuestionName): AskedQuestion => QUESTION_LIST[name];
