import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { decode } from 'fast-png';
import { faceSvg } from './face-svg.ts';
import { BLEED, FACE } from './geometry.ts';
import { renderNode } from './node.ts';
import { fonts, layoutScene, sceneNamed } from './testing/draw.ts';
import { renderWasm, startWasm } from './wasm.ts';

before(async () => {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  // Bytes that came broken must not be the last ones: a desk asks again.
  await assert.rejects(startWasm(new Uint8Array(8)));
  await startWasm(readFileSync(wasm));
});

for (const id of ['vietnamese', 'arabic', 'chinese', 'ukrainian', 'specimen'])
  test(`the desk's renderer and Node's draw the same bytes: ${id}`, () => {
    const layout = layoutScene(sceneNamed(id));
    for (const side of ['front', 'back'] as const) {
      const svg = faceSvg(side, layout);
      assert.ok(Buffer.from(renderWasm(svg, 300, fonts)).equals(renderNode(svg, 300)));
    }
  });

test('at 600 dpi and with bleed as well, at exact sizes', () => {
  const svg = faceSvg('front', layoutScene(sceneNamed('polish')), { bleed: true });
  const png = renderNode(svg, 600);
  assert.ok(Buffer.from(renderWasm(svg, 600, fonts)).equals(png));
  const { width, height } = decode(png);
  assert.deepEqual([width, height], [2 * (FACE.width + 2 * BLEED), 2 * (FACE.height + 2 * BLEED)]);
});

test('the size in dots is ID-1 (85.60 × 53.98 mm) to less than a dot', () => {
  const { width, height } = decode(renderNode(faceSvg('front', layoutScene(sceneNamed('polish'))), 300));
  assert.ok(Math.abs(width - (85.6 * 300) / 25.4) < 1);
  assert.ok(Math.abs(height - (53.98 * 300) / 25.4) < 1);
});
