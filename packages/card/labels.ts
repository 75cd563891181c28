import { isPlainDate, type PlainDate } from '@commonkey/program';
import { type Catalogue, type FaultParams, type Speak, speaker } from '@commonkey/words';
import { cardFault } from './faults.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

export const cardWords: Readonly<Record<string, Catalogue>> = { en, es };

/** A label in the card's one or two languages. */
export type Labels = {
  readonly languages: readonly string[];
  all(key: string, params?: FaultParams): string[];
  /** Both languages on one line; one of them where they agree. */
  joined(key: string, separator?: string): string;
  /** `14 Jan/Ene 1987`: the month as a word, so that no reader takes it for the day. */
  date(date: PlainDate): string;
};

/** Throws `card-no-language` for a language whose words are not here. */
export function labels(languages: readonly string[]): Labels {
  const speakers: Speak[] = languages.map((language) => {
    const words = cardWords[language];
    if (!words) throw cardFault('card-no-language', { language });
    return speaker(language, words);
  });
  const all = (key: string, params?: FaultParams): string[] => speakers.map((say) => say(key, params));
  const joined = (key: string, separator = ' · '): string => [...new Set(all(key))].join(separator);
  return {
    languages,
    all,
    joined,
    date(date) {
      if (!isPlainDate(date)) throw cardFault('card-bad-date');
      const [year = '', month = '', day = ''] = date.split('-');
      return `${day} ${joined(`card.month-${Number(month)}`, '/')} ${year}`;
    },
  };
}

/** Twelve digits in groups, with spaces between. Throws `card-bad-serial`. */
export function groupedSerial(serial: string, groups: readonly number[]): string {
  if (!/^\d{12}$/.test(serial)) throw cardFault('card-bad-serial');
  const parts: string[] = [];
  let rest = serial;
  for (const length of groups) {
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...parts, rest].filter((part) => part !== '').join(' ');
}
