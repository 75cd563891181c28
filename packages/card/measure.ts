import { joinedForms } from './arabic-joining.ts';
import { cardFault } from './faults.ts';
import { CARD_FONTS, type FontName, type Typefaces } from './fonts.ts';

/** Characters that steer a line and draw nothing: joiners, direction marks and isolates, variation selectors. */
const SILENT = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Scripts that the renderer is known to set right. Noto Sans has letters of others, Devanagari among them, whose vowel
 * signs the renderer puts in the wrong place: a wrongly written name is worse than none.
 */
const SET_RIGHT =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Inherited}]/u;

/** Which typefaces a text is drawn with, its own first, then those that lend it a character. */
export type Drawn = { readonly fonts: readonly FontName[]; readonly width: number };

/**
 * Width of a line in em and the typefaces it takes, in the renderer's own order of looking. Text is NFC.
 * Throws `card-no-glyph` with the character: a card with a box instead of a letter is no card.
 */
export function measure(faces: Typefaces, font: FontName, text: string): Drawn {
  const used = new Set<FontName>([font]);
  const forms = joinedForms(text);
  let width = 0;
  [...text].forEach((character, i) => {
    if (SILENT.test(character)) return;
    const name = fontWith(faces, font, character);
    used.add(name);
    width += advance(faces, name, forms[i] ?? character) ?? advance(faces, name, character) ?? 0;
  });
  return { fonts: [...used], width };
}

const advance = (faces: Typefaces, name: FontName, character: string): number | null =>
  faces[name].advance(character.codePointAt(0) ?? 0);

function fontWith(faces: Typefaces, font: FontName, character: string): FontName {
  const order = [font, ...CARD_FONTS.map((each) => each.name)];
  const name = order.find((each) => advance(faces, each, character) !== null);
  if (name !== undefined && SET_RIGHT.test(character)) return name;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw cardFault('card-no-glyph', { character, code: `U+${code}` });
}
