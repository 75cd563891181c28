import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** `leave` is on every public page; `portal` only where something of it helps. */
export type PortalScript = 'leave' | 'portal';

const made = new Map<PortalScript, Promise<string>>();

/** A script of the residents' pages, bundled once a process: same source, same bytes. */
export function portalScript(name: PortalScript): Promise<string> {
  const known = made.get(name) ?? bundle(name);
  made.set(name, known);
  return known;
}

async function bundle(name: PortalScript): Promise<string> {
  const done = await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022', 'safari15'],
    legalComments: 'none',
  });
  return done.outputFiles[0]?.text ?? '';
}
