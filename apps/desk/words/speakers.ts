import { cardWords } from '@commonkey/card';
import credentialEn from '@commonkey/credential/words/en.json' with { type: 'json' };
import credentialEs from '@commonkey/credential/words/es.json' with { type: 'json' };
import { type Program, programWords } from '@commonkey/program';
import { type Catalogue, type Speak, speaker } from '@commonkey/words';
import cameraEn from '../camera/words.en.json' with { type: 'json' };
import cameraEs from '../camera/words.es.json' with { type: 'json' };
import mrzEn from '../mrz/words.en.json' with { type: 'json' };
import mrzEs from '../mrz/words.es.json' with { type: 'json' };
import pictureEn from '../picture/words.en.json' with { type: 'json' };
import pictureEs from '../picture/words.es.json' with { type: 'json' };
import printEn from '../print/words.en.json' with { type: 'json' };
import printEs from '../print/words.es.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };

/** The desk's own languages, each whole. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES: Record<Language, readonly Catalogue[]> = {
  en: [en, cameraEn, mrzEn, pictureEn, printEn, cardWords.en ?? {}, credentialEn],
  es: [es, cameraEs, mrzEs, pictureEs, printEs, cardWords.es ?? {}, credentialEs],
};

const isLanguage = (language: string): language is Language => LANGUAGES.some((one) => one === language);

export function deskSpeaker(language: string): Speak {
  const known = isLanguage(language) ? language : 'en';
  return withCodes(speaker(known, ...CATALOGUES[known]));
}

/** A code that came from elsewhere and has no sentence here is shown as the code it is, in a sentence that has one. */
function withCodes(say: Speak): Speak {
  return (key, params) => {
    if (!key.startsWith('fault.')) return say(key, params);
    try {
      return say(key, params);
    } catch {
      return say('fault.desk-unexpected', { code: key.slice('fault.'.length) });
    }
  };
}

/** The rules' answers and the program's own sentences; its first language stands in where it does not speak this one. */
export function programSpeaker(program: Program, language: string): Speak {
  const has = program.words[language] ? language : (program.city.languages[0] ?? 'en');
  return speaker(has, programWords[has] ?? programWords.en ?? {}, program.words[has] ?? {});
}

/** Languages in which a person can be answered: the desk's, as far as the program speaks them. */
export function personLanguages(program: Program): readonly Language[] {
  return LANGUAGES.filter((language) => program.words[language] !== undefined);
}
