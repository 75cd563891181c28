export { codabar, isLibraryNumber, libraryCheckDigit } from './codabar.ts';
export { type FaceOptions, faceSvg } from './face-svg.ts';
export type { CardCode } from './faults.ts';
export {
  CARD_FONTS,
  type FontName,
  type FontSet,
  fontFiles,
  fontsIn,
  openFonts,
  type Typefaces,
} from './fonts.ts';
export { BLEED, CARD_MM, type Dpi, FACE } from './geometry.ts';
export { cardWords } from './labels.ts';
export { layoutCard } from './layout.ts';
export type { CardLayout, Mark } from './mark.ts';
export { cardPdf } from './pdf.ts';
export { MOST_MODULES, QR_PLACE, QR_SQUARE, qrMatrix } from './qr-square.ts';
export {
  type CardColours,
  type CardPerson,
  type CardSettings,
  cardSettings,
  type Marking,
  type Pharmacy,
} from './settings.ts';
