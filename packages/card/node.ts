import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { CARD_FONTS, type FontName, type FontSet, fontNamed, fontsIn } from './fonts.ts';
import { DOTS_PER_INCH, type Dpi } from './geometry.ts';

const { resolve } = createRequire(import.meta.url);

/** Where a typeface lies on this machine. */
export const fontPath = (name: FontName): string => resolve(fontNamed(name).specifier);

/** Reads every typeface of the card from the installed packages. */
export function loadFonts(): FontSet {
  const read = (name: FontName): Uint8Array => new Uint8Array(readFileSync(fontPath(name)));
  return {
    'sans-400': read('sans-400'),
    'sans-600': read('sans-600'),
    'arabic-500': read('arabic-500'),
    'sc-500': read('sc-500'),
  };
}

/** PNG of a face, the same bytes as `renderWasm` gives. */
export function renderNode(svg: string, dpi: Dpi, path: (name: FontName) => string = fontPath): Uint8Array {
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: dpi / DOTS_PER_INCH },
    font: {
      loadSystemFonts: false,
      fontFiles: fontsIn(svg).map(path),
      defaultFontFamily: CARD_FONTS[0]?.family ?? '',
    },
    logLevel: 'off',
  }).render();
  return new Uint8Array(image.asPng());
}
