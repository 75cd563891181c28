import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';

/** What groups of helpers read, and what stands on the slips that they hand out. */
export const words: Catalogues = cataloguesBeside(import.meta.url);

/** A slip speaks the language of whoever gets it. */
export const speakSlip = (language: string): Speak => speaker(language, words[language] ?? {});
