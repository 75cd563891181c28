import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANY_DEVICE, BUNDLING, only } from '@commonkey/look/build-app.ts';
import { type BuildOptions, build } from 'esbuild';
import type { City } from './page/city.ts';

const here = dirname(fileURLToPath(import.meta.url));

const bundling = { ...BUNDLING, absWorkingDir: here, target: ANY_DEVICE } satisfies BuildOptions;

/**
 * The page on which a community group signs its letters: one file that needs no network, to be kept on a stick. The same city and
 * sources give the same bytes.
 */
export async function buildLetters(city: City): Promise<string> {
  const text = async (entry: string, define: Record<string, string> = {}) =>
    Buffer.from(
      only((await build({ ...bundling, entryPoints: [entry], format: 'iife', define })).outputFiles),
    ).toString('utf8');
  const style = await text('page/page.css');
  // Inside a script element `</script` would end it.
  const script = (await text('page/main.tsx', { CITY: JSON.stringify(city) })).replaceAll('</', '<\\/');
  const digest = (part: string) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Letters</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script>${script}</script>
</body>
</html>
`;
}
