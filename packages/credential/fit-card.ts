import { isFault } from '@commonkey/words';
import { fault } from './fault.ts';
import { fitQr } from './qr.ts';
import { type CardClaims, type CardForm, unsignedText } from './sign-card.ts';

/**
 * Most modules a side: 32 mm at 300 dpi are 377.95 dots, a module is 3 whole dots (0.254 mm), the quiet zone 4 modules
 * on each side: (117 + 8) × 3 = 375 dots. 117 modules are version 25.
 */
export const MOST_MODULES = 117;

export type FaceSize = { width: number; height: number; quality: number };

/**
 * Faces to try, from the one that is good to look at to the one that always fits. At a quarter less area a face is
 * harder to compare than at a slightly coarser quality, so quality gives way first.
 */
export const FACE_SIZES: readonly FaceSize[] = [
  { width: 96, height: 120, quality: 20 },
  { width: 96, height: 120, quality: 14 },
  { width: 80, height: 100, quality: 16 },
  { width: 72, height: 90, quality: 14 },
  { width: 64, height: 80, quality: 14 },
  { width: 56, height: 70, quality: 14 },
  { width: 48, height: 60, quality: 14 },
  { width: 40, height: 50, quality: 14 },
  { width: 32, height: 40, quality: 14 },
];

export type Fitted = { claims: CardClaims; size: FaceSize | null; version: number; modules: number };

// A signature compresses to 64 bytes give or take these; six characters are the four bytes of doubt.
const DOUBT = '000000';

/**
 * The claims with the largest face whose QR code fits, found before anything is signed (a serial is signed once).
 * `encodeFace` gives AVIF bytes; without it the claims are fitted as they are.
 * Faults: `qr-does-not-fit` (not even the smallest face does), and those of `signCard`.
 */
export async function fitCard(
  claims: CardClaims,
  form: CardForm,
  options: {
    encodeFace?: (width: number, height: number, quality: number) => Promise<Uint8Array>;
    candidates?: readonly FaceSize[];
    mostModules?: number;
  } = {},
): Promise<Fitted> {
  const { encodeFace, candidates = FACE_SIZES, mostModules = MOST_MODULES } = options;
  if (!encodeFace) {
    const fitted = fit(claims, form, mostModules);
    if (!fitted) throw fault('qr-does-not-fit');
    return { claims, size: null, ...fitted };
  }
  for (const size of candidates) {
    const withFace = { ...claims, face: await encodeFace(size.width, size.height, size.quality) };
    const fitted = fit(withFace, form, mostModules);
    if (fitted) return { claims: withFace, size, ...fitted };
  }
  throw fault('qr-does-not-fit');
}

function fit(
  claims: CardClaims,
  form: CardForm,
  most: number,
): { version: number; modules: number } | undefined {
  try {
    const fitted = fitQr(unsignedText(claims, form) + DOUBT);
    return fitted.modules <= most ? fitted : undefined;
  } catch (error) {
    if (isFault(error) && error.code === 'qr-does-not-fit') return undefined;
    throw error;
  }
}
