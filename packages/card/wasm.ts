import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { CARD_FONTS, type FontSet, fontsIn } from './fonts.ts';
import { DOTS_PER_INCH, type Dpi } from './geometry.ts';

let starting: Promise<void> | undefined;

/**
 * Starts the renderer from the bytes of `@resvg/resvg-wasm/index_bg.wasm`. Calls after the first wait for it; after one that
 * failed the next starts anew.
 */
export function startWasm(bytes: BufferSource | WebAssembly.Module | Response): Promise<void> {
  starting ??= initWasm(bytes).catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

/** PNG of a face, the same bytes as `renderNode` gives. Wants `startWasm` to have ended. */
export function renderWasm(svg: string, dpi: Dpi, fonts: FontSet): Uint8Array {
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: dpi / DOTS_PER_INCH },
    font: {
      fontBuffers: fontsIn(svg).map((name) => fonts[name]),
      defaultFontFamily: CARD_FONTS[0]?.family ?? '',
    },
  });
  try {
    const image = resvg.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}
