import type { Catalogue } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';
import type { QuestionName } from './list.ts';

/**
 * The languages of which a signature speaks: those of the staff page, in which whoever signs can read the words. The others
 * are held to these by the tests of translations; nobody signs for a sentence that they cannot read.
 */
export const SIGNED_LANGUAGES = ['en', 'es'] as const;

/** The catalogues of the pages that ask somebody something, each with a name of its own: two may have the same key. */
const ASKING = {
  apply: '../portal/words.ts',
  after: '../portal/after/words.ts',
  checker: '../papers/words.ts',
  lost: '../cards/words.ts',
  events: '../events/words.ts',
  ticket: '../events/board/words.ts',
  sites: '../events/sites/words.ts',
  helpers: '../events/helpers/words.ts',
  desk: '../../desk/words.ts',
} as const;
const CATALOGUES = Object.entries(ASKING).map(
  ([name, path]) => [name, cataloguesBeside(new URL(path, import.meta.url).href)] as const,
);

const NAMED = ['after after.correct-title', 'after after.correct-lead'];

/** What is read where a question is asked: the beginnings of its keys, after the catalogue's name. */
export const WORDING: Readonly<Record<QuestionName, readonly [string, ...string[]]>> = {
  name: [
    'apply apply.name.',
    ...NAMED,
    'after after.correct-name',
    'after after.correct-own-name',
    'desk person.name',
    'desk person.letters',
  ],
  latin: ['apply apply.latin.', 'after after.correct-own-name'],
  second: ['apply apply.second.', 'desk person.second-', 'desk person.choose'],
  birth: ['apply apply.birth.', 'apply apply.age.', 'after after.correct-birth', 'desk birth.'],
  face: [
    'apply apply.face.',
    'apply apply.upload.',
    'after after.photo-',
    'after after.asked-photo',
    'after after.correct-photo',
    'desk picture.',
  ],
  address: ['apply apply.address.', 'after after.correct-address', 'desk person.address'],
  'care-of': ['apply apply.care-of.', 'after after.correct-care-of', 'desk person.careOf'],
  emergency: ['apply apply.emergency.', 'after after.correct-emergency', 'desk person.emergencyContact'],
  transit: ['desk person.transitSerial'],
  papers: ['apply apply.papers.', 'apply apply.upload.', 'after after.more-', 'desk papers.', 'desk letter.'],
  'lives-here': ['apply apply.lives-here.'],
  who: ['apply apply.who.'],
  home: ['apply apply.home.'],
  age: [
    'checker papers.title',
    'checker papers.lead',
    'checker papers.who-',
    'checker papers.band-',
    'checker papers.helper-',
  ],
  have: ['checker papers.have-', 'checker papers.group-', 'checker papers.note-', 'checker papers.span-'],
  contact: ['apply apply.contact.', 'after after.correct-contact'],
  requests: ['apply apply.contact.requests'],
  reach: ['apply apply.reach.'],
  safe: ['apply apply.safe.'],
  device: ['apply apply.device.', 'after after.return-shared'],
  code: [
    'after after.return-',
    'events events.code',
    'helpers helpers.',
    'events events.have-code',
    'events events.open-booking',
    'ticket ticket.title',
    'ticket ticket.lead',
    'ticket ticket.code',
    'ticket ticket.look',
  ],
  party: ['events events.'],
  'mobile-day': ['sites sites.'],
  'card-number': [
    'lost cards.number',
    'lost cards.lost-title',
    'lost cards.lost-lead',
    'lost cards.lost-button',
  ],
  'card-secret': [
    'lost cards.secret',
    'lost cards.lost-title',
    'lost cards.lost-lead',
    'lost cards.lost-without-slip',
  ],
};

/** Every key of the pages that ask, after its catalogue's name. */
export const askingKeys = (language = 'en'): string[] =>
  CATALOGUES.flatMap(([name, all]) => Object.keys(all[language] ?? {}).map((key) => `${name} ${key}`));

/** The words of a question in one language, by their keys in order. */
export function wordingOf(
  question: QuestionName,
  language: string,
  catalogues = CATALOGUES,
): [string, string][] {
  const starts = WORDING[question];
  return catalogues
    .flatMap(([name, all]) =>
      Object.entries<string>(all[language] ?? ({} as Catalogue)).map(([key, text]): [string, string] => [
        `${name} ${key}`,
        text,
      ]),
    )
    .filter(([key]) => starts.some((start) => key.startsWith(start)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
