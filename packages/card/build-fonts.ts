import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { FontSet } from './fonts.ts';
import { loadFonts } from './node.ts';

/**
 * Spaces, marks and the letters of other scripts that stand beside Chinese ones. The renderer takes a whole line from a
 * typeface that has all of it: without its space, a name of two words would be drawn otherwise than by the whole one.
 */
const BESIDE = [
  [0x20, 0x52f],
  [0x1e00, 0x1eff],
  [0x2000, 0x206f],
  [0x3000, 0x312f],
] as const;

/**
 * Every character of GB 2312, of Big5 and of JIS X 0208, kana and Bopomofo: what names in simplified and traditional
 * Chinese and in Japanese are written with, in half the bytes of the whole typeface. Read from the platform's own
 * decoders, so that no list has to be kept here.
 */
export function eastAsianCharacters(): string {
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const characters = new Set(
    BESIDE.flatMap(([from, to]) => range(from, to).map((code) => String.fromCodePoint(code))),
  );
  const add = (label: string, leads: number[], trails: number[]): void => {
    const decoder = new TextDecoder(label);
    for (const lead of leads)
      for (const trail of trails) {
        const decoded = decoder.decode(new Uint8Array([lead, trail]));
        if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]$/u.test(decoded))
          characters.add(decoded);
      }
  };
  add('gb18030', range(0xa4, 0xf7), range(0xa1, 0xfe));
  add('big5', range(0xa4, 0xf9), [...range(0x40, 0x7e), ...range(0xa1, 0xfe)]);
  add('euc-jp', range(0xa1, 0xf4), range(0xa1, 0xfe));
  return [...characters].join('');
}

/** The typefaces as a page carries them: as installed, the Chinese one cut down to `eastAsianCharacters`. */
export async function pageFonts(): Promise<FontSet> {
  const fonts = loadFonts();
  const chinese = await subsetFont(Buffer.from(fonts['sc-500']), eastAsianCharacters(), {
    targetFormat: 'truetype',
    // Family and weight by which the drawing asks for the typeface (OpenType name table).
    preserveNameIds: [1, 2, 16, 17],
  });
  return { ...fonts, 'sc-500': new Uint8Array(chinese) };
}

/** Writes the page's typefaces, `NAME.ttf` each, into a folder. */
export async function buildFonts(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await pageFonts())) {
    const path = join(folder, `${name}.ttf`);
    if (!same(path, bytes)) writeFileSync(path, bytes);
  }
}

function same(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

if (import.meta.main) await buildFonts(fileURLToPath(new URL('dist/fonts/', import.meta.url)));
