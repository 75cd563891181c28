import { PDFiumLibrary } from '@hyzyla/pdfium';
import { LIMITS, LONG_SIDE, type Want } from '../limits.ts';
import type { Page } from '../wire.ts';
import { encode } from './picture.ts';

const PASSWORD = 'Password required or incorrect password';
/** 300 dots an inch: a small page gains nothing by being drawn finer. */
const MOST_SCALE = 300 / 72;

class TooManyPages extends Error {}

/**
 * PDFium, built without a script engine and run as WebAssembly: it draws what is on a page. Nothing here asks it for forms,
 * actions, attachments or scripts, so of these only pixels can come.
 *
 * @returns draws each page of a document on white
 */
export async function openRasteriser(): Promise<(document: Buffer, want: Want) => Promise<Page[]>> {
  const library = await PDFiumLibrary.init();
  return async (bytes, want) => {
    const document = await library.loadDocument(bytes);
    const count = document.getPageCount();
    if (count > LIMITS.pages) throw new TooManyPages();
    if (count < 1) throw new Error('no page');
    const pages: Page[] = [];
    for (let n = 0; n < count; n++) {
      const page = document.getPage(n);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const scale = Math.min(MOST_SCALE, LONG_SIDE[want] / Math.max(originalWidth, originalHeight));
      const { data, width, height } = await page.render({ scale });
      pages.push(
        await encode(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
          width,
          height,
          channels: 4,
        }),
      );
    }
    return pages;
  };
}

/** What a failure inside PDFium means to the person who sent the document. */
export function pdfFault(error: unknown): 'upload-password' | 'upload-too-many-pages' | 'upload-damaged' {
  if (error instanceof TooManyPages) return 'upload-too-many-pages';
  return error instanceof Error && error.message === PASSWORD ? 'upload-password' : 'upload-damaged';
}
