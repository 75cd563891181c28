import { fileURLToPath } from 'node:url';
import { only } from '@commonkey/look/build-app.ts';
import { build } from 'esbuild';

const made = new Map<string, Promise<string>>();

/**
 * A script of a page, bundled once a process: same source, same bytes.
 *
 * @param entry URL of its first file
 * @param targets what it has to run on, in esbuild's words
 */
export function pageScript(entry: URL, targets: readonly string[] = ['es2022']): Promise<string> {
  const known = made.get(entry.href) ?? bundle(entry, targets);
  made.set(entry.href, known);
  return known;
}

async function bundle(entry: URL, targets: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: [...targets],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  });
  return Buffer.from(only(outputFiles)).toString('utf8');
}
