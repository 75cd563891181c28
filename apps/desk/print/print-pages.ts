import { Fault } from '@commonkey/words';

export type PrintCode =
  /** A picture to be printed is no picture. */
  | 'print-picture-unreadable'
  /** Another card is still on its way to the printer. */
  | 'print-under-way'
  /** The browser did not hand the pages over. */
  | 'print-not-handed-over';

export type PaperSize = Readonly<{ name: string; width: number; height: number }>;

/** ISO/IEC 7810 ID-1, millimetres. */
export const cardPaper: PaperSize = { name: 'card', width: 85.6, height: 53.98 };

export type PrintPage =
  /** A face of a card, as PNG, that fills its page. */
  | Readonly<{ paper: PaperSize; picture: Uint8Array<ArrayBuffer> }>
  /** Anything else, such as the holder's slip: content is moved into the page and destroyed with it. */
  | Readonly<{ paper: PaperSize; content: Node; style?: string }>;

/**
 * Prints pages of exact size, one print job, and resolves when the browser has handed them over. The pages live in a
 * document of their own that is taken down afterwards, whatever happens; pictures are drawn, never given an address,
 * so that no URL to them exists and the browser's print preview has nothing else to reload.
 *
 * That the browser handed a job over is not that a card came out: the desk scans the card back.
 *
 * @throws Fault with a `PrintCode`
 */
export async function printPages(pages: readonly PrintPage[], host: Document = document): Promise<void> {
  if (host.querySelector('iframe[data-print]') !== null) throw new Fault<PrintCode>('print-under-way');
  const stage = host.createElement('iframe');
  stage.dataset.print = '';
  stage.title = '';
  stage.tabIndex = -1;
  stage.ariaHidden = 'true';
  Object.assign(stage.style, {
    position: 'fixed',
    inset: '0 auto auto -10px',
    width: '1px',
    height: '1px',
    border: '0',
  });
  host.body.append(stage);
  try {
    const window = stage.contentWindow;
    if (window === null) throw new Fault<PrintCode>('print-not-handed-over');
    await lay(window, pages);
    await handOver(window);
  } finally {
    for (const canvas of stage.contentDocument?.querySelectorAll('canvas') ?? []) blacken(canvas);
    stage.contentDocument?.replaceChildren();
    stage.remove();
  }
}

async function lay(window: Window, pages: readonly PrintPage[]): Promise<void> {
  const { document } = window;
  const sheet = new (window as Window & typeof globalThis).CSSStyleSheet();
  // A constructed sheet: the page's policy allows no inline styles.
  sheet.replaceSync(pageRules(pages));
  document.adoptedStyleSheets = [sheet];
  for (const page of pages) {
    const section = document.createElement('section');
    section.className = page.paper.name;
    section.append('picture' in page ? await drawn(document, page.picture) : page.content);
    document.body.append(section);
  }
}

/** The style of a print document: one named page for each size of paper, no margins, nothing on a second page. */
export function pageRules(pages: readonly PrintPage[]): string {
  const rules = [
    '@page { margin: 0 }',
    'html, body { margin: 0; padding: 0; background: #fff }',
    'section { overflow: hidden; break-inside: avoid; break-after: page }',
    'section:last-child { break-after: auto }',
    'canvas { display: block; width: 100%; height: 100%; print-color-adjust: exact }',
  ];
  for (const { name, width, height } of new Map(pages.map((one) => [one.paper.name, one.paper])).values()) {
    rules.push(`@page ${name} { size: ${width}mm ${height}mm; margin: 0 }`);
    rules.push(`.${name} { page: ${name}; width: ${width}mm; height: ${height}mm }`);
  }
  for (const page of pages) if ('content' in page && page.style !== undefined) rules.push(page.style);
  return rules.join('\n');
}

async function drawn(document: Document, picture: Uint8Array<ArrayBuffer>): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(new Blob([picture])).catch((cause: unknown) => {
    throw new Fault<PrintCode>('print-picture-unreadable', {}, { cause });
  });
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d', { willReadFrequently: true, alpha: false })?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}

function blacken(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  canvas.width = 0;
}

// Chromium's print() returns only when the preview is over, others return at once; the event says it for both.
async function handOver(window: Window): Promise<void> {
  const over = new Promise<void>((resolve) =>
    window.addEventListener('afterprint', () => resolve(), { once: true }),
  );
  try {
    window.focus();
    window.print();
  } catch (cause) {
    throw new Fault<PrintCode>('print-not-handed-over', {}, { cause });
  }
  await over;
}
