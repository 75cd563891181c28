import { exposureWords } from '@commonkey/exposure';
import { programWords } from '@commonkey/program/words.ts';
import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import programEn from '../program/words/en.json' with { type: 'json' };
import programEs from '../program/words/es.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Sentences of the exposure command. */
export const exposureCommandWords: Catalogues = { en, es };

const folderWords: Catalogues = { en: programEn, es: programEs };

/** What the command says in one language, faults of the packages included. */
export function speakExposure(language: string): Speak {
  const rooms = [programWords, folderWords, exposureWords, exposureCommandWords];
  return speaker(language, ...rooms.map((room) => room[language] ?? {}));
}
