import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;

/** Relative links and pictures of a page that lead nowhere. */
function broken(page: string, text: string): string[] {
  return [...text.matchAll(LINK)]
    .map((match) => match[1] ?? '')
    .filter((target) => !existsSync(join(ROOT, dirname(page), decodeURIComponent(target))));
}

test('every relative link and picture of every page leads somewhere', async () => {
  const found: string[] = [];
  let pages = 0;
  for await (const page of glob('{*.md,{docs,programs,packages,apps,bench,tests}/**/*.md}', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  })) {
    pages += 1;
    for (const target of broken(page, readFileSync(join(ROOT, page), 'utf8')))
      found.push(`${page}: ${target}`);
  }
  assert.ok(pages > 10);
  assert.deepEqual(found, []);
});

test('a link to nowhere is seen', () => {
  assert.deepEqual(broken('README.md', '[a](docs/no-such-page.md) [b](README.md)'), ['docs/no-such-page.md']);
});
