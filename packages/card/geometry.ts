/**
 * Print geometry of an ID-1 card (ISO/IEC 7810, CR80): 85.60 × 53.98 mm. Faces are drawn in dots of 1/300 inch, so
 * that whole numbers are whole printer dots at 300 dpi and whole pairs at 600 dpi: a bar or a QR module never
 * lands between two dots.
 */
export const CARD_MM = { width: 85.6, height: 53.98, cornerRadius: 3.18 } as const;
export const DOTS_PER_INCH = 300;
export const MM_PER_INCH = 25.4;

/** Size of a face in dots. 53.98 mm are 637.56 dots: the last row is cut by the card's own edge. */
export const FACE = { width: 1011, height: 638 } as const;

/** Colour past the cut, 1/16 inch, for printers that print over the edge. */
export const BLEED = 19;

/** Resolutions a face can be rendered at: whole multiples of the drawing's own dots. */
export type Dpi = 300 | 600;

/** Millimetres to dots, not rounded. */
export const mm = (length: number): number => (length * DOTS_PER_INCH) / MM_PER_INCH;

/** Typographic points (1/72 inch) to dots. */
export const pt = (size: number): number => (size * DOTS_PER_INCH) / 72;
