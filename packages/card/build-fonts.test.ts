import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { buildFonts, eastAsianCharacters, pageFonts } from './build-fonts.ts';
import { faceSvg } from './face-svg.ts';
import { fontsIn, openFonts } from './fonts.ts';
import { layoutCard } from './layout.ts';
import { fontPath, renderNode } from './node.ts';
import { faces, layoutWith, portrait, sceneNamed } from './testing/draw.ts';
import { SETTINGS } from './testing/scenes.ts';
import { renderWasm, startWasm } from './wasm.ts';

before(async () => {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await startWasm(readFileSync(wasm));
});

test('a page’s Chinese typeface has all it is cut to, as wide as in the whole one, and the same bytes each time', async () => {
  const [one, two] = [await pageFonts(), await pageFonts()];
  assert.ok(Buffer.from(one['sc-500']).equals(Buffer.from(two['sc-500'])));
  assert.ok(one['sc-500'].length < 6_500_000);
  const cut = openFonts(one)['sc-500'];
  const wrong = [...eastAsianCharacters()].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    return cut.advance(code) !== faces['sc-500'].advance(code);
  });
  assert.deepEqual(wrong, []);
  for (const character of '欧歐辻さマㄨ') assert.ok(cut.advance(character.codePointAt(0) ?? 0), character);
});

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

  const cutPath = (name: string) => join(folder, `${name}.ttf`);
  for (const [text, lang] of [
    ['欧阳明月', 'zh'],
    ['欧阳 明月 (Ouyáng)', 'zh'],
    ['歐陽鑫龍', 'zh-Hant'],
    ['ㄨㄤˊ ㄒㄧㄠˇ ㄇㄧㄥˊ', 'zh-Hant'],
    ['辻本さくら', 'ja'],
    ['マリア・ロペス', 'ja'],
  ] as const) {
    const svg = faceSvg('front', layoutWith({ secondName: { text, lang } }));
    assert.ok(fontsIn(svg).includes('sc-500'), text);
    const whole = renderNode(svg, 300, fontPath);
    assert.ok(Buffer.from(renderNode(svg, 300, cutPath)).equals(whole), text);
    assert.ok(Buffer.from(renderWasm(svg, 300, await pageFonts())).equals(whole), `${text} at the desk`);
  }

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
