import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FONT_FILES } from '@commonkey/look';
import { type BuildOptions, build } from 'esbuild';
import { icons } from './page/icons.ts';
import { manifest } from './page/manifest.ts';
import { contentSecurityPolicy } from './page/policy.ts';

export { contentSecurityPolicy } from './page/policy.ts';

/** `files`: paths below the folder, sorted. `hash`: lower-case hex SHA-256 of their `sha256sum` listing. */
export type VerifyBuild = { readonly files: readonly string[]; readonly hash: string };

const here = dirname(fileURLToPath(import.meta.url));

const bundling = {
  absWorkingDir: here,
  bundle: true,
  write: false,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  target: ['es2022', 'chrome109', 'safari16', 'firefox115'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Writes the verifier, ready to be served from the root of its own origin, into `outDir`. The same sources give the
 * same bytes; the hash is what `find . -type f ! -name build.json | LC_ALL=C sort | xargs sha256sum | sha256sum`
 * prints in that folder, so that anybody can compare it with the one that the page shows.
 */
export async function buildVerify(outDir: string): Promise<VerifyBuild> {
  const parts = await pageParts();
  parts.set('sw.js', await script('worker/service-worker.ts', workerWords(parts)));
  const hash = sha256(listing(parts));
  const digests = Object.fromEntries(sorted(parts).map(([path, bytes]) => [path, sha256(bytes)]));
  await put(outDir, 'build.json', Buffer.from(`${JSON.stringify({ hash, files: digests }, null, 1)}\n`));
  for (const [path, bytes] of parts) await put(outDir, path, bytes);
  return { files: [...sorted(parts).map(([path]) => path), 'build.json'].sort(), hash };
}

async function pageParts(): Promise<Map<string, Uint8Array>> {
  const html = await readFile(join(here, 'page/index.html'), 'utf8');
  const parts = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(html.replace('{policy}', contentSecurityPolicy))],
    ['app.js', await script('main.tsx', {})],
    ['app.css', await style('page/app.css')],
    ['reader.wasm', await installed('zxing-wasm/reader/zxing_reader.wasm')],
    ['manifest.webmanifest', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)],
    ...icons(),
  ]);
  for (const [name, specifier] of Object.entries(FONT_FILES))
    parts.set(`fonts/${name}`, await installed(specifier));
  return parts;
}

function workerWords(parts: Map<string, Uint8Array>): Record<string, string> {
  const digests = Object.fromEntries(sorted(parts).map(([path, bytes]) => [`/${path}`, sha256(bytes)]));
  return { FILES: JSON.stringify(digests), BUILD: JSON.stringify(sha256(listing(parts)).slice(0, 16)) };
}

async function script(entry: string, define: Record<string, string>): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], format: 'esm', define });
  return only(outputFiles);
}

async function style(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], external: ['./fonts/*'] });
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

function sorted(parts: Map<string, Uint8Array>): [string, Uint8Array][] {
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function listing(parts: Map<string, Uint8Array>): Uint8Array {
  return Buffer.from(
    sorted(parts)
      .map(([path, bytes]) => `${sha256(bytes)}  ./${path}\n`)
      .join(''),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
