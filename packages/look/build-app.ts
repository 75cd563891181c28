import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of an app that is served from the root of its own origin: path below it, and bytes. */
export type AppFiles = Map<string, Uint8Array>;

/** `files`: paths below the folder, sorted. `hash`: lower-case hex SHA-256 of their `sha256sum` listing. */
export type AppBuild = { readonly files: readonly string[]; readonly hash: string };

/**
 * What a worker is told at build time: the digests of all files that came before it, and the short name of this build
 * (16 hex digits).
 */
export function workerWords(parts: AppFiles): Record<'FILES' | 'BUILD', string> {
  const digests = Object.fromEntries(sorted(parts).map(([path, bytes]) => [`/${path}`, sha256(bytes)]));
  return { FILES: JSON.stringify(digests), BUILD: JSON.stringify(sha256(listing(parts)).slice(0, 16)) };
}

/**
 * Writes the files and `build.json` beside them. The hash is what
 * `find . -type f ! -name build.json | LC_ALL=C sort | xargs sha256sum | sha256sum` prints in that folder, so that anybody
 * can compare it with the one that the page shows.
 */
export async function writeApp(outDir: string, parts: AppFiles): Promise<AppBuild> {
  const hash = sha256(listing(parts));
  const files = Object.fromEntries(sorted(parts).map(([path, bytes]) => [path, sha256(bytes)]));
  await put(outDir, 'build.json', Buffer.from(`${JSON.stringify({ hash, files }, null, 1)}\n`));
  for (const [path, bytes] of parts) await put(outDir, path, bytes);
  return { files: [...Object.keys(files), 'build.json'].sort(), hash };
}

/** How every app is bundled, in esbuild's words: where it starts and what it has to run on is each app's own. */
export const BUNDLING = {
  bundle: true,
  write: false,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'silent',
} as const;

/** What the apps run on that anybody opens on a device of their own. */
export const ANY_DEVICE = ['es2022', 'chrome109', 'safari16', 'firefox115'];

/** The one output of a bundler. */
export function only(files: readonly { contents: Uint8Array }[]): Uint8Array {
  const [file, ...others] = files;
  if (!file || others.length > 0) throw new Error(`expected one output of the bundler, got ${files.length}`);
  return file.contents;
}

/** A file of an installed package. `url`: what `import.meta.resolve` of the caller says. */
export async function installed(url: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(url));
}

async function put(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function sorted(parts: AppFiles): [string, Uint8Array][] {
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function listing(parts: AppFiles): string {
  return sorted(parts)
    .map(([path, bytes]) => `${sha256(bytes)}  ./${path}\n`)
    .join('');
}
