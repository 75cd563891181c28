/**
 * An id in letters alone: the way back after a touch of the passkey is a path of letters, so that no other
 * address can be smuggled into it.
 */
export const inLetters = (id: string): string =>
  [...id.replaceAll('-', '')].map((digit) => LETTERS[Number.parseInt(digit, 16)] ?? '').join('');

const LETTERS = 'abcdefghijklmnop';

/** The id, or null for anything that `inLetters` does not write. */
export function fromLetters(text: string): string | null {
  if (!/^[a-p]{32}$/.test(text)) return null;
  const hex = [...text].map((letter) => LETTERS.indexOf(letter).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
