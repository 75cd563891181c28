import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/**
 * Serves a built offline app from the root of its own origin, out of memory: only what the build made, under the names it
 * gave. Asked for anew each time (`no-cache`, with an ETag by content), so that a browser never mixes two builds.
 */
export async function addAppFiles(app: FastifyInstance, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const bytes = await readFile(path);
    const name = relative(folder, path).replaceAll('\\', '/');
    const etag = `"${Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64url')}"`;
    for (const url of name === 'index.html' ? ['/', '/index.html'] : [`/${name}`]) {
      app.get(url, { config: { limit: { burst: 600, perMinute: 600 } } }, (request, reply) => {
        reply.header('cache-control', 'no-cache').header('etag', etag).header('vary', 'accept-encoding');
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type(type).send(bytes);
      });
    }
  }
}
