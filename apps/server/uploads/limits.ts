export const MEBIBYTE = 1024 * 1024;

/** What one document may cost. The words of the refusals name the same figures. */
export const LIMITS = {
  /** Bytes of a document as it arrives. */
  bytes: 10 * MEBIBYTE,
  /** Width × height of a picture as its header claims it. */
  pixels: 40_000_000,
  /** Pages of a PDF. */
  pages: 10,
  /** From the moment a child has the document until it has answered. */
  wallMs: 20_000,
  /** Bytes of all pages that a child may hand back together. */
  answerBytes: 32 * MEBIBYTE,
} as const;

/** What a picture is for decides how large it leaves the fence: small print must stay readable, a face on a card is 2.5 cm wide. */
export type Want = 'paper' | 'face';
export const LONG_SIDE: Readonly<Record<Want, number>> = { paper: 2000, face: 1200 };
