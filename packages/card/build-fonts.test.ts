import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { buildFonts } from './build-fonts.ts';
import { faceSvg } from './face-svg.ts';
import { openFonts } from './fonts.ts';
import { layoutCard } from './layout.ts';
import { fontPath, renderNode } from './node.ts';
import { faces, layoutScene, portrait, sceneNamed } from './testing/draw.ts';
import { SETTINGS } from './testing/scenes.ts';

test('a page’s typefaces draw the same bytes as the whole ones, and name what they lack', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-fonts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  await buildFonts(folder);
  assert.deepEqual(readdirSync(folder).sort(), [
    'arabic-500.ttf',
    'sans-400.ttf',
    'sans-600.ttf',
    'sc-500.ttf',
  ]);

  const svg = faceSvg('front', layoutScene(sceneNamed('chinese')));
  const cut = renderNode(svg, 300, (name) => join(folder, `${name}.ttf`));
  assert.ok(Buffer.from(cut).equals(renderNode(svg, 300, fontPath)));

  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.ttf`)));
  const small = openFonts({
    'sans-400': bytes('sans-400'),
    'sans-600': bytes('sans-600'),
    'arabic-500': bytes('arabic-500'),
    'sc-500': bytes('sc-500'),
  });
  const person = { ...sceneNamed('chinese').person, portrait, secondName: { text: '㒱', lang: 'zh' } };
  assert.ok(faces['sc-500'].advance('龍'.codePointAt(0) ?? 0) !== null);
  assert.equal(
    small['sc-500'].advance('龍'.codePointAt(0) ?? 0),
    faces['sc-500'].advance('龍'.codePointAt(0) ?? 0),
  );
  assert.throws(
    () => layoutCard(SETTINGS, person, { faces: small, marking: 'none' }),
    (error) => isFault(error) && error.code === 'card-no-glyph',
  );
});
