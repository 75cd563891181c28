/** Letter groups that sound as one vowel; a final silent e is none. */
const VOWELS = /[aeiouy]+/g;

/** Syllables of an English word, by its letters: within one of a dictionary's count for nearly every word used here. */
export function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters
    .replace(/(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e)$/, (end) => end[0] ?? '')
    .replace(/^y/, '');
  return Math.max(1, spoken.match(VOWELS)?.length ?? 1);
}

/**
 * Flesch-Kincaid grade: the years of school an American reader needs (Kincaid and others, 1975):
 * 0.39 words a sentence + 11.8 syllables a word - 15.59.
 */
export function readingGrade(text: string): number {
  const sentences = text.split(/[.!?:;]+(?:\s|$)/).filter((one) => /\w/.test(one));
  const words = text.match(/[A-Za-z0-9’'-]*[A-Za-z0-9][A-Za-z0-9’'-]*/g) ?? [];
  const sounds = words.reduce((sum, word) => sum + (/^[0-9]+$/.test(word) ? 1 : syllables(word)), 0);
  return (
    (0.39 * words.length) / Math.max(1, sentences.length) +
    (11.8 * sounds) / Math.max(1, words.length) -
    15.59
  );
}
