import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { DocumentKind } from './magic.ts';

/**
 * What a child runs, the folders of code it has to read for that, and whether it turns WebAssembly into machine code; one
 * that does not runs without a single page of memory that is both writable and executable.
 */
export type InsideScript = { code: string; reads: readonly string[]; compiles: boolean };

/** The `node_modules` folder that a package was found in. */
function modules(name: string): string {
  const path = fileURLToPath(import.meta.resolve(name));
  return path.slice(0, path.lastIndexOf('/node_modules/') + '/node_modules'.length);
}

/** What sharp loads in turn stands beside it. */
const SHARP = ['sharp', '@img', 'detect-libc', 'semver'].map((name) => `${modules('sharp')}/${name}`);
const PDFIUM = `${modules('@hyzyla/pdfium')}/@hyzyla/pdfium`;

/** The child for a kind of document. PDFium is WebAssembly, and only its child may compile any. */
export function scriptFor(kind: DocumentKind): Promise<InsideScript> {
  return kind === 'pdf'
    ? insideScript(new URL('./inside/pdf-child.ts', import.meta.url), [...SHARP, PDFIUM], true)
    : insideScript(new URL('./inside/picture-child.ts', import.meta.url), SHARP, false);
}

/**
 * A child's own program as one script, handed over on its command line: so it reads none of our files, and needs no
 * stripping of types, which would cost each child 35 ms and 18 MB.
 *
 * @param entry URL of its first file
 */
export async function insideScript(
  entry: URL,
  reads: readonly string[],
  compiles: boolean,
): Promise<InsideScript> {
  const file = fileURLToPath(entry);
  const { outputFiles } = await build({
    entryPoints: [file],
    absWorkingDir: dirname(file),
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'silent',
    plugins: [
      {
        name: 'decoders-by-their-place',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^(sharp|@hyzyla\/pdfium)$/ }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          }));
        },
      },
    ],
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild made no script');
  return { code: script.text, reads, compiles };
}
