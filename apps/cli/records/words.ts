import { exposureWords } from '@commonkey/exposure';
import { programWords } from '@commonkey/program/words.ts';
import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import { backupWords } from '../backup/words.ts';
import { askedLanguage } from '../language.ts';
import programEn from '../program/words/en.json' with { type: 'json' };
import programEs from '../program/words/es.json' with { type: 'json' };
import { serveWords } from '../serve/words.ts';
import type { RecordsCommandCode } from './alternatives.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Sentences of the records commands. */
export const recordsWords: Catalogues = { en, es };

const folderWords: Catalogues = { en: programEn, es: programEs };

/** The language that was asked for, English where none was. Fault `records-language-unknown`. */
export const languageOf = (asked: string | undefined): string =>
  askedLanguage<RecordsCommandCode>(asked, recordsWords, 'records-language-unknown');

/** What the records commands say in one language, faults of the packages included. */
export function speakRecords(language: string): Speak {
  const rooms = [serveWords, backupWords, programWords, folderWords, exposureWords, recordsWords];
  return speaker(language, ...rooms.map((room) => room[language] ?? {}));
}
