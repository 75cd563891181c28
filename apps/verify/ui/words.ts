import { type Catalogue, direction, type Speak, speaker } from '@commonkey/words';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };

export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

const catalogues: Record<Language, Catalogue> = { en, es };

/** A language with its sentences, dates and ages. */
export type Voice = {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly say: Speak;
  /** '1991-04-30' in the language's long form, month in letters, so that day and month cannot be confused. */
  readonly date: (day: string) => string;
  /** Seconds as "3 hours ago". */
  readonly ago: (seconds: number) => string;
};

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

export function voiceOf(language: Language): Voice {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const ages = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    language,
    direction: direction(language),
    say: speaker(language, catalogues[language]),
    date: (day) => dates.format(new Date(`${day}T00:00:00Z`)),
    ago: (seconds) => {
      const [unit, length] = units.find(([, size]) => seconds >= size) ?? ['second', 1];
      return ages.format(-Math.floor(seconds / length), unit);
    },
  };
}

const remembered = 'language';

/** The language chosen before, or the browser's, or English. */
export function firstLanguage(): Language {
  const wished = [stored(), ...navigator.languages].map((tag) => tag?.split('-')[0]);
  return wished.find((tag): tag is Language => tag !== undefined && tag in languages) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // a browser that stores nothing asks again next time
  }
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(remembered) ?? undefined;
  } catch {
    return undefined;
  }
}

export const VoiceContext = createContext<Voice>(voiceOf('en'));
export const useVoice = (): Voice => useContext(VoiceContext);
