import type { Catalogue, Catalogues } from './speaker.ts';

/**
 * Key in a catalogue that says where its sentences come from while nobody who speaks the language has read them. It is no
 * sentence: speakers and comparisons pass it over.
 */
export const DRAFT = '$draft';

export function isDraft(catalogue: Catalogue): boolean {
  return DRAFT in catalogue;
}

/** A catalogue without its marks. */
export function sentencesOf(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => !isMark(key)));
}

const isMark = (key: string): boolean => key.startsWith('$');

/**
 * Languages in which every one of these catalogues has each sentence of its reference, in the reference catalogue's order:
 * only they can word a page that says any of them.
 *
 * @param reference the language that others are held against; a catalogue without it is held against its first
 */
export function completeLanguages(catalogues: readonly Catalogues[], reference = 'en'): string[] {
  const tags = Object.keys(Object.assign({ [reference]: {} }, ...catalogues));
  return tags.filter((tag) => catalogues.every((one) => isComplete(one, tag, reference)));
}

function isComplete(catalogues: Catalogues, tag: string, reference: string): boolean {
  const own = catalogues[tag];
  const wanted = catalogues[reference] ?? Object.values(catalogues)[0] ?? {};
  return Object.keys(wanted).every((key) => isMark(key) || (own !== undefined && key in own));
}

/** What languages call themselves, as their readers look for it in a list. */
const NATIVE: Readonly<Record<string, string>> = {
  ar: 'العربية',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  hi: 'हिन्दी',
  ht: 'Kreyòl ayisyen',
  pl: 'Polski',
  uk: 'Українська',
  ur: 'اردو',
  'zh-Hans': '简体中文',
};

/** A language's name in that language; the tag where nobody has told it. */
export function nativeName(language: string): string {
  return NATIVE[language] ?? new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

/** Tags in the alphabetical order of their native names: Latin letters first, other scripts by Unicode's order. */
export function byNativeName(languages: readonly string[]): string[] {
  const { compare } = new Intl.Collator('en');
  return [...languages].sort((a, b) => compare(nativeName(a), nativeName(b)));
}
