import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const { resolve } = createRequire(import.meta.url);
const font = (family: string, file: string, weight = '400Regular') =>
  resolve(`@expo-google-fonts/${family}/${weight}/${file}_${weight}.ttf`);

/** Latin, Greek, Cyrillic and Devanagari. */
export const PLAIN = font('noto-sans', 'NotoSans');
export const BOLD = font('noto-sans', 'NotoSans', '700Bold');
/** Of a script that the sheet's own type has no letters of, whatever the weight. */
const OTHERS = [font('noto-sans-arabic', 'NotoSansArabic'), font('noto-sans-sc', 'NotoSansSC')];

const letters = new Map<string, ReadonlySet<number>>();

function lettersOf(face: string): ReadonlySet<number> {
  const known = letters.get(face) ?? new Set(openSync(face).characterSet);
  letters.set(face, known);
  return known;
}

const has = (face: string, character: string) => lettersOf(face).has(character.codePointAt(0) ?? 0);

/** The type that draws a character, `base` before any other; null where none of ours has it. */
export const faceOf = (base: string, character: string): string | null =>
  [base, ...OTHERS].find((face) => has(face, character)) ?? null;

export const draws = has;

/** Draws nothing, or is white: whether a face knows it is no matter. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Z}\p{Variation_Selector}]$/u;
export const isUnseen = (character: string): boolean => UNSEEN.test(character);

/** Characters that no type of ours draws, each once, in order. A paper would show an empty box for them. */
export function unprintable(text: string): readonly string[] {
  const all = new Set(text.normalize('NFC'));
  return [...all].filter((one) => !isUnseen(one) && faceOf(PLAIN, one) === null);
}
