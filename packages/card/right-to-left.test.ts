import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { faceSvg } from './face-svg.ts';
import { FACE } from './geometry.ts';
import { renderNode } from './node.ts';
import { pen } from './pen.ts';
import { faces } from './testing/draw.ts';

const { line, width } = pen(faces);

/** Ink of one line, column by column, from the place it starts at. */
function columns(text: string, lang: string, count: number): string[] {
  const mark = line(text, 100, 300, 14, { role: 'name', font: 'arabic-500', fill: '#000000', lang });
  const { data } = decode(renderNode(faceSvg('front', { front: [mark], back: [] }), 300));
  return Array.from({ length: count }, (_, x) =>
    Array.from({ length: 120 }, (_, y) => data[4 * ((y + 220) * FACE.width + 100 + x) + 3]).join(),
  );
}

for (const [what, lang] of [
  ['by its language', 'ar'],
  ['by its letters where the language says nothing', 'und'],
] as const)
  test(`an Arabic line is read from the right ${what}: what comes last stands left`, () => {
    const last = Math.floor(width('Ali', 14, 'sans-400')) - 2;
    assert.deepEqual(columns('محمد Ali', lang, last), columns('Ali', 'en', last));
  });

test('a Latin word that an Arabic line begins with stands right', () => {
  const last = Math.floor(width('محمد', 14, 'arabic-500')) - 6;
  assert.deepEqual(columns('Ali محمد', 'ar', last), columns('محمد', 'ar', last));
});

test('a Latin line with an Arabic word at its end is read from the left', () => {
  const first = Math.floor(width('Ali', 14, 'sans-400')) - 2;
  assert.deepEqual(columns('Ali محمد', 'und', first), columns('Ali', 'en', first));
});

test('brackets and digits in an Arabic line close on the side its reader expects', () => {
  const bracket = Math.floor(width('(', 14, 'sans-400')) - 1;
  assert.deepEqual(columns('محمد (2)', 'ar', bracket), columns('(', 'en', bracket));
});
