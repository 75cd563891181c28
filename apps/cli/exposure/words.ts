import { exposureWords } from '@commonkey/exposure';
import { programWords } from '@commonkey/program/words.ts';
import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import { backupWords } from '../backup/words.ts';
import { askedLanguage } from '../language.ts';
import programEn from '../program/words/en.json' with { type: 'json' };
import programEs from '../program/words/es.json' with { type: 'json' };
import { serveWords } from '../serve/words.ts';
import type { ExposureCommandCode } from './files.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Sentences of the exposure command. */
export const exposureCommandWords: Catalogues = { en, es };

const folderWords: Catalogues = { en: programEn, es: programEs };

/** The language that was asked for, English where none was. Fault `exposure-language-unknown`. */
export const languageOf = (asked: string | undefined): string =>
  askedLanguage<ExposureCommandCode>(asked, exposureCommandWords, 'exposure-language-unknown');

/** What the command says in one language, faults of the packages included. */
export function speakExposure(language: string): Speak {
  const rooms = [serveWords, backupWords, programWords, folderWords, exposureWords, exposureCommandWords];
  return speaker(language, ...rooms.map((room) => room[language] ?? {}));
}
