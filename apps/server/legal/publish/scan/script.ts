import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';

export const REDACT_SCRIPT = '/assets/redact.js';

let made: Promise<string> | undefined;

/** The one script of covering a scan, bundled once a process: same source, same bytes. */
export function addRedactScript(app: FastifyInstance): void {
  app.get(REDACT_SCRIPT, async (_request, reply) => {
    made ??= bundle();
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await made);
  });
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./browser/redact.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}
