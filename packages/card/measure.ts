import { cardFault } from './faults.ts';
import { CARD_FONTS, type FontName, type Typefaces } from './fonts.ts';

/** Characters that steer a line and draw nothing: joiners, direction marks and isolates, variation selectors. */
const SILENT = /\p{Default_Ignorable_Code_Point}/u;

/** Which typefaces a text is drawn with, its own first, then those that lend it a character. */
export type Drawn = { readonly fonts: readonly FontName[]; readonly width: number };

/**
 * Width of a line in em and the typefaces it takes, in the renderer's own order of looking. Text is NFC.
 * Throws `card-no-glyph` with the character: a card with a box instead of a letter is no card.
 */
export function measure(faces: Typefaces, font: FontName, text: string): Drawn {
  const used = new Set<FontName>([font]);
  let width = 0;
  for (const character of text) {
    if (SILENT.test(character)) continue;
    const [name, advance] = glyph(faces, font, character);
    used.add(name);
    width += advance;
  }
  return { fonts: [...used], width };
}

function glyph(faces: Typefaces, font: FontName, character: string): [FontName, number] {
  const codePoint = character.codePointAt(0) ?? 0;
  for (const name of [font, ...CARD_FONTS.map((each) => each.name)]) {
    const advance = faces[name].advance(codePoint);
    if (advance !== null) return [name, advance];
  }
  throw cardFault('card-no-glyph', {
    character,
    code: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
  });
}
