/**
 * Signs that keyboards, other programs and copied text put where somebody meant an apostrophe or a hyphen, and signs that
 * nobody sees. What is drawn on the card, what is signed and what is shown on the page are all this one text.
 */

/** Nobody sees them, and nobody typed them: marks of direction, ends of isolates, places where a line may or may not break. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u2060\u2066-\u2069\ufeff]/gu;
/** U+2010 is a hyphen that somebody chose; these are dashes, a minus, and one at which no line breaks. */
const DASHES = /[\u2011-\u2015\u2212\ufe58\ufe63\uff0d]/gu;
/** Accents alone, a prime, and quotes of another shape; an opening quote within a word too. At its front it may be an ayin. */
const APOSTROPHES = /[`\u00b4\u201b\u2032\uff07]|(?<=[\p{L}\p{M}])\u2018/gu;
/** What Hebrew writes within an abbreviation is on hardly any keyboard. */
const GERSHAYIM = /(?<=\p{Script=Hebrew}\p{M}*)["\u201c-\u201e](?=\p{Script=Hebrew})/gu;
/** Letters in the shapes of old encodings, and of wide keyboards: a text copied from a PDF is full of them. */
const OLD_SHAPES = /[\ufb00-\ufb06\ufb1d-\ufdff\ufe76-\ufefc\uff0c\uff0e\uff21-\uff3a\uff41-\uff5a]/gu;

/** Joiners: U+200C keeps letters apart, U+200D ties them. Both are spelling in Persian, Urdu, Hindi, Malayalam and others. */
const ONE_JOINER = /([\u200c\u200d])[\u200c\u200d]+/gu;
/** They change nothing at the front of a word, or after a letter of a script that has no such forms. */
const IDLE_JOINER =
  /(?<![\p{L}\p{M}])[\u200c\u200d]|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}]\p{M}*)[\u200c\u200d]/gu;
/** An Arabic letter at the end of a word stands apart already; Persian keyboards leave one behind. */
const LAST_JOINER = /(?<=\p{Script=Arabic}\p{M}*)\u200c(?![\p{L}\p{M}])/gu;

/** A shape that stands for more than letters stays as it is, and is judged as it is. */
function plainShape(sign: string): string {
  const plain = sign.normalize('NFKC');
  return /^[\p{L}\p{M},.]+$/u.test(plain) ? plain : sign;
}

/**
 * As it will be printed and signed: composed (NFC), single spaces, no ends of blank, each apostrophe and hyphen a usual
 * one, nothing unseen that does not change the letters beside it. No letter is ever changed. Doing it twice does it once.
 */
export function tidyName(typed: string): string {
  return typed
    .replace(UNSEEN, '')
    .replace(OLD_SHAPES, plainShape)
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
    .replace(DASHES, '-')
    .replace(APOSTROPHES, '’')
    .replace(GERSHAYIM, '״')
    .replace(ONE_JOINER, '$1')
    .replace(IDLE_JOINER, '')
    .replace(LAST_JOINER, '');
}
