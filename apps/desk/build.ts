import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageFonts } from '@commonkey/card/build-fonts.ts';
import { FONT_FILES, keyMark } from '@commonkey/look';
import {
  type AppBuild,
  type AppFiles,
  BUNDLING,
  installed,
  only,
  workerWords,
  writeApp,
} from '@commonkey/look/build-app.ts';
import { type BuildOptions, build } from 'esbuild';
import { contentSecurityPolicy } from './page/policy.ts';

export { contentSecurityPolicy } from './page/policy.ts';

const here = dirname(fileURLToPath(import.meta.url));

const bundling = {
  ...BUNDLING,
  absWorkingDir: here,
  target: ['es2022', 'chrome120'],
  // The encoder's glue asks for these only where it runs in Node.
  external: ['node:*', 'module', './fonts/*', './mark.svg'],
} satisfies BuildOptions;

const WASM = {
  'wasm/avif-encoder.wasm': '@jsquash/avif/codec/enc/avif_enc.wasm',
  'wasm/resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'wasm/zxing-reader.wasm': 'zxing-wasm/reader/zxing_reader.wasm',
} as const;

/**
 * Writes the desk, ready to be served from the root of its own origin, into `outDir`. The same sources give the same
 * bytes and the same hash (`writeApp`), which the page shows at its foot.
 */
export async function buildDesk(outDir: string): Promise<AppBuild> {
  const parts = await pageParts();
  parts.set('worker.js', await script('page/worker.ts', workerWords(parts), 'iife'));
  return writeApp(outDir, parts);
}

async function pageParts(): Promise<AppFiles> {
  const html = await readFile(join(here, 'page/index.html'), 'utf8');
  const parts = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(html.replace('{policy}', contentSecurityPolicy))],
    ['desk.js', await script('page/main.tsx', {}, 'esm')],
    ['desk.css', await style('page/sheet.css')],
    ['mark.svg', Buffer.from(keyMark(64).replaceAll('currentColor', '#9a6b00'))],
  ]);
  for (const [name, specifier] of Object.entries(FONT_FILES))
    parts.set(`fonts/${name}`, await installed(import.meta.resolve(specifier)));
  for (const [name, bytes] of Object.entries(await pageFonts())) parts.set(`fonts/card/${name}.ttf`, bytes);
  for (const [name, specifier] of Object.entries(WASM))
    parts.set(name, await installed(import.meta.resolve(specifier)));
  return parts;
}

async function script(
  entry: string,
  define: Record<string, string>,
  format: 'esm' | 'iife',
): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], format, define });
  return only(outputFiles);
}

async function style(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry] });
  return only(outputFiles);
}
