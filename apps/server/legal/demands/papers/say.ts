import { type Speak, speaker } from '@commonkey/words';
import { words } from '../words.ts';

/** In which language a paper is written: that of whoever asks, where these words are there in it. */
export const paperLanguage = (asked: string): string => (words[asked] ? asked : 'en');

/** The words of papers in a language, whatever the language of whoever looks: a letter is asked again in its own. */
export const paperSay = (language: string): Speak => speaker(language, words[language] ?? {});
