import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageFonts } from '@commonkey/card/build-fonts.ts';
import { FONT_FILES, keyMark } from '@commonkey/look';
import { type BuildOptions, build } from 'esbuild';
import { contentSecurityPolicy } from './page/policy.ts';

export { contentSecurityPolicy } from './page/policy.ts';

/** `files`: paths below the folder, sorted. `hash`: lower-case hex SHA-256 of their `sha256sum` listing. */
export type DeskBuild = { readonly files: readonly string[]; readonly hash: string };

const here = dirname(fileURLToPath(import.meta.url));

const bundling = {
  absWorkingDir: here,
  bundle: true,
  write: false,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  target: ['es2022', 'chrome120'],
  // The encoder's glue asks for these only where it runs in Node.
  external: ['node:*', 'module', './fonts/*', './mark.svg'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'silent',
} satisfies BuildOptions;

const WASM = {
  'wasm/avif-encoder.wasm': '@jsquash/avif/codec/enc/avif_enc.wasm',
  'wasm/resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'wasm/zxing-reader.wasm': 'zxing-wasm/reader/zxing_reader.wasm',
} as const;

/**
 * Writes the desk, ready to be served from the root of its own origin, into `outDir`. The same sources give the same
 * bytes; the hash is what `find . -type f ! -name build.json | LC_ALL=C sort | xargs sha256sum | sha256sum` prints in
 * that folder, and what the page shows at its foot.
 */
export async function buildDesk(outDir: string): Promise<DeskBuild> {
  const parts = await pageParts();
  const digests = Object.fromEntries(sorted(parts).map(([path, bytes]) => [`/${path}`, sha256(bytes)]));
  const words = {
    FILES: JSON.stringify(digests),
    BUILD: JSON.stringify(sha256(listing(parts)).slice(0, 16)),
  };
  parts.set('worker.js', await script('page/worker.ts', words, 'iife'));
  const hash = sha256(listing(parts));
  const files = Object.fromEntries(sorted(parts).map(([path, bytes]) => [path, sha256(bytes)]));
  await put(outDir, 'build.json', Buffer.from(`${JSON.stringify({ hash, files }, null, 1)}\n`));
  for (const [path, bytes] of parts) await put(outDir, path, bytes);
  return { files: [...sorted(parts).map(([path]) => path), 'build.json'].sort(), hash };
}

async function pageParts(): Promise<Map<string, Uint8Array>> {
  const html = await readFile(join(here, 'page/index.html'), 'utf8');
  const parts = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(html.replace('{policy}', contentSecurityPolicy))],
    ['desk.js', await script('page/main.tsx', {}, 'esm')],
    ['desk.css', await style('page/sheet.css')],
    ['mark.svg', Buffer.from(keyMark(64).replaceAll('currentColor', '#9a6b00'))],
  ]);
  for (const [name, specifier] of Object.entries(FONT_FILES))
    parts.set(`fonts/${name}`, await installed(specifier));
  for (const [name, bytes] of Object.entries(await pageFonts())) parts.set(`fonts/card/${name}.ttf`, bytes);
  for (const [name, specifier] of Object.entries(WASM)) parts.set(name, await installed(specifier));
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

function only(files: readonly { contents: Uint8Array }[]): Uint8Array {
  const [file, ...others] = files;
  if (!file || others.length > 0) throw new Error(`expected one output of the bundler, got ${files.length}`);
  return file.contents;
}

async function installed(specifier: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(import.meta.resolve(specifier)));
}

async function put(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function sorted(parts: Map<string, Uint8Array>): [string, Uint8Array][] {
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function listing(parts: Map<string, Uint8Array>): string {
  return sorted(parts)
    .map(([path, bytes]) => `${sha256(bytes)}  ./${path}\n`)
    .join('');
}
