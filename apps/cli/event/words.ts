import { eventWords } from '@commonkey/events';
import { programWords } from '@commonkey/program/words.ts';
import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import { askedLanguage } from '../language.ts';
import programEn from '../program/words/en.json' with { type: 'json' };
import programEs from '../program/words/es.json' with { type: 'json' };
import type { EventCommandCode } from './errors.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Sentences of the event commands. */
export const eventCommandWords: Catalogues = { en, es };

const folderWords: Catalogues = { en: programEn, es: programEs };

/** The language that was asked for, English where none was. Fault `event-language-unknown`. */
export const languageOf = (asked: string | undefined): string =>
  askedLanguage<EventCommandCode>(asked, eventCommandWords, 'event-language-unknown');

/** What the event commands say in one language, faults of the packages included. */
export function speakEvent(language: string): Speak {
  const rooms = [programWords, folderWords, eventWords, eventCommandWords];
  return speaker(language, ...rooms.map((room) => room[language] ?? {}));
}
