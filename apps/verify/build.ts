import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FONT_FILES } from '@commonkey/look';
import {
  ANY_DEVICE,
  type AppBuild,
  type AppFiles,
  BUNDLING,
  installed,
  only,
  workerWords,
  writeApp,
} from '@commonkey/look/build-app.ts';
import { type BuildOptions, build } from 'esbuild';
import { icons } from './page/icons.ts';
import { manifest } from './page/manifest.ts';
import { contentSecurityPolicy } from './page/policy.ts';

export { contentSecurityPolicy } from './page/policy.ts';

const here = dirname(fileURLToPath(import.meta.url));

const bundling = { ...BUNDLING, absWorkingDir: here, target: ANY_DEVICE } satisfies BuildOptions;

/**
 * Writes the verifier, ready to be served from the root of its own origin, into `outDir`. The same sources give the same
 * bytes and the same hash (`writeApp`), which the page shows.
 */
export async function buildVerify(outDir: string): Promise<AppBuild> {
  const parts = await pageParts();
  parts.set('sw.js', await script('worker/service-worker.ts', workerWords(parts)));
  return writeApp(outDir, parts);
}

async function pageParts(): Promise<AppFiles> {
  const html = await readFile(join(here, 'page/index.html'), 'utf8');
  const parts = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(html.replace('{policy}', contentSecurityPolicy))],
    ['app.js', await script('main.tsx', {})],
    ['app.css', await style('page/app.css')],
    ['reader.wasm', await installed(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))],
    ['manifest.webmanifest', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)],
    ...icons(),
  ]);
  for (const [name, specifier] of Object.entries(FONT_FILES))
    parts.set(`fonts/${name}`, await installed(import.meta.resolve(specifier)));
  return parts;
}

async function script(entry: string, define: Record<string, string>): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], format: 'esm', define });
  return only(outputFiles);
}

async function style(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...bundling, entryPoints: [entry], external: ['./fonts/*'] });
  return only(outputFiles);
}
