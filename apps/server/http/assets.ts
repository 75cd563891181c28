import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { FONT_FILES, keyMark } from '@commonkey/look';
import type { FastifyInstance } from 'fastify';

const require = createRequire(import.meta.url);

/** The look of every page, from this origin alone: one style sheet, the key mark, the typeface. */
export async function addAssets(app: FastifyInstance): Promise<void> {
  const sheets = await Promise.all(
    ['@commonkey/look/tokens.css', '@commonkey/look/base.css', '../ui/layout.css', '../ui/resident.css'].map(
      (name) => readFile(require.resolve(name), 'utf8'),
    ),
  );
  serve(app, '/assets/look.css', 'text/css; charset=utf-8', sheets.map(packed).join(''));
  serve(app, '/assets/mark.svg', 'image/svg+xml', keyMark(64).replaceAll('currentColor', '#9a6b00'));
  for (const [name, specifier] of Object.entries(FONT_FILES))
    serve(app, `/assets/fonts/${name}`, 'font/woff2', await readFile(fontPath(specifier)));
}

/** Without remarks and the shape of its lines, which no browser reads: a twelfth of the sheet on the line. */
const packed = (sheet: string): string => sheet.replace(/\/\*[\s\S]*?\*\/\s*/g, '').replace(/\n\s*/g, '\n');

/** Fonts are the look's dependency: resolved from there. */
function fontPath(specifier: string): string {
  return createRequire(require.resolve('@commonkey/look')).resolve(specifier);
}

function serve(app: FastifyInstance, url: string, type: string, body: string | Buffer): void {
  app.get(url, { config: { limit: { burst: 600, perMinute: 600 } } }, (_request, reply) =>
    // The same for everybody, so it may stay in a cache.
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type(type)
      .send(body),
  );
}
