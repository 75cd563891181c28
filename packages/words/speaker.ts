import { IntlMessageFormat } from 'intl-messageformat';
import { Fault, type FaultParams } from './fault.ts';

/** Message key → ICU MessageFormat pattern, for one language. */
export type Catalogue = Readonly<Record<string, string>>;
/** BCP 47 language tag → its catalogue. */
export type Catalogues = Readonly<Record<string, Catalogue>>;
export type Speak = (key: string, params?: FaultParams) => string;

/**
 * A function that words codes in one language. A missing key throws `words-missing-key`: falling back to
 * another language inside a sentence would hide the gap from the people who could mend it.
 */
export function speaker(language: string, ...catalogues: readonly Catalogue[]): Speak {
  const merged: Catalogue = Object.assign({}, ...catalogues);
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, params = {}) => {
    const pattern = merged[key];
    if (pattern === undefined) throw new Fault('words-missing-key', { key, language });
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format({ ...params }));
  };
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'yi', 'dv', 'sd', 'ug']);

/** Writing direction of a language, by its primary subtag. */
export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
