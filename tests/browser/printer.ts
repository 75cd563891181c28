import { readQr } from '@commonkey/scan';
import type { BrowserContext, Page } from 'playwright-core';

type KeptPage = { width: number; height: number; data: string };
type Kept = {
  printed?: { width: number; height: number; data: Uint8ClampedArray }[];
  slip?: string[];
};

/** What would go to the printer stays in the page's memory, where the test can look at it. */
export async function keepPrints(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const printed = (sheet: Window): void => {
      const { document } = sheet;
      const slip = [...document.querySelectorAll('.slip dd')].map((line) => line.textContent ?? '');
      const pages = [...document.querySelectorAll('canvas')].map((canvas) => {
        const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
        return { width: canvas.width, height: canvas.height, data: image?.data };
      });
      Object.assign(window, { printed: pages, slip });
      sheet.dispatchEvent(new Event('afterprint'));
    };
    // The sheet is a frame made a moment before: a script that is only to begin with it may come after its printing.
    const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
      get(this: HTMLIFrameElement) {
        const sheet: Window | null = frame?.get?.call(this) ?? null;
        if (sheet) sheet.print = () => printed(sheet);
        return sheet;
      },
    });
  });
}

/** The QR text of the card printed last, read from the pixels of its back as a scanner would. It is kept no longer. */
export async function printedQr(page: Page): Promise<string> {
  await page.waitForFunction(() => (Reflect.get(window, 'printed') ?? []).length >= 2, undefined, {
    timeout: 20_000,
  });
  const back = await page.evaluate((): KeptPage | null => {
    const kept = window as unknown as Kept;
    const last = kept.printed?.[1];
    delete kept.printed;
    if (!last) return null;
    let binary = '';
    for (let i = 0; i < last.data.length; i += 32_768)
      binary += String.fromCharCode(...last.data.subarray(i, i + 32_768));
    return { width: last.width, height: last.height, data: btoa(binary) };
  });
  if (!back) throw new Error('nothing was printed');
  const data = new Uint8ClampedArray(Buffer.from(back.data, 'base64'));
  const text = await readQr({ data, width: back.width, height: back.height });
  if (text === null) throw new Error('the printed code cannot be read');
  return text;
}

/** What the slip printed last says: number and secret, as read on paper. */
export async function printedSlip(page: Page): Promise<{ number: string; secret: string }> {
  const [number = '', secret = ''] = await page.evaluate(() => (window as unknown as Kept).slip ?? []);
  return { number, secret };
}
