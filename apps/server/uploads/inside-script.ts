import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * What a child runs, the folders of code it has to read for that, and whether it turns WebAssembly into machine code; one
 * that does not runs without a single page of memory that is both writable and executable.
 */
export type InsideScript = { code: string; reads: readonly string[]; compiles: boolean };

/** The decoders, and what they load in turn. */
const DECODERS = ['sharp'];

/**
 * The child's own program as one script, handed over on its command line: so it reads none of our files, and needs no
 * stripping of types, which would cost each child 35 ms and 18 MB.
 *
 * @param entry file of its first line; a test may give another
 */
export async function insideScript(entry = './inside/main.ts'): Promise<InsideScript> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
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
  return { code: script.text, reads: DECODERS.map(modulesAbove), compiles: false };
}

/** The `node_modules` folder that a package was found in. */
function modulesAbove(name: string): string {
  const path = fileURLToPath(import.meta.resolve(name));
  return path.slice(0, path.lastIndexOf('/node_modules/') + '/node_modules'.length);
}
