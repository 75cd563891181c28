import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { faceSvg } from './face-svg.ts';
import { fontsIn } from './fonts.ts';
import { FACE, mm, pt } from './geometry.ts';
import type { CardLayout, Mark, TextMark } from './mark.ts';
import { fontPath } from './node.ts';
import { tidy } from './pen.ts';
import { layoutScene, layoutWith, sceneNamed } from './testing/draw.ts';
import { SCENES } from './testing/scenes.ts';

const isText = (mark: Mark): mark is TextMark => mark.kind === 'text';
const ofRole = (layout: CardLayout, role: string): TextMark[] =>
  [...layout.front, ...layout.back].filter(isText).filter((mark) => mark.role === role);

type Ink = { left: number; top: number; right: number; bottom: number };
const inked = new Map<string, Ink>();

/** Where the renderer really puts ink for one text. */
function inkOf(mark: TextMark): Ink {
  const svg = faceSvg('front', { front: [mark], back: [] });
  const known = inked.get(svg);
  if (known) return known;
  const font = { loadSystemFonts: false, fontFiles: fontsIn(svg).map(fontPath) };
  const box = new Resvg(svg, { font }).getBBox();
  assert.ok(box, `no ink for ${mark.role}`);
  const ink = { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  inked.set(svg, ink);
  return ink;
}

const overlap = (a: Ink, b: Ink): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

for (const scene of SCENES)
  test(`no text overlaps another or leaves the card: ${scene.id}`, () => {
    const layout = layoutScene(scene);
    for (const side of ['front', 'back'] as const) {
      const texts = layout[side]
        .filter(isText)
        .filter((mark) => mark.role !== 'microtext' && mark.role !== 'marking');
      const inks = texts.map((mark) => ({ mark, ink: inkOf(mark) }));
      for (const { mark, ink } of inks) {
        assert.ok(ink.left >= mm(3) && ink.right <= FACE.width - mm(3), `${mark.role} leaves the sides`);
        assert.ok(ink.top >= 0 && ink.bottom <= FACE.height - mm(1), `${mark.role} leaves the height`);
        assert.ok(ink.right - ink.left <= mark.width * 1.02 + 1, `${mark.role} is wider than measured`);
      }
      inks.forEach((one, i) => {
        for (const other of inks.slice(i + 1))
          assert.ok(!overlap(one.ink, other.ink), `${side}: ${one.mark.role} over ${other.mark.role}`);
      });
    }
  });

const said = (marks: readonly TextMark[]): string =>
  marks
    .map((mark) => mark.text.replace(/[\u2067-\u2069]/g, ''))
    .join('')
    .replace(/\s/g, '');

for (const scene of SCENES)
  test(`the name is whole: ${scene.id}`, () => {
    const { name, secondName } = scene.person;
    const layout = layoutScene(scene);
    assert.equal(said(ofRole(layout, 'name')), name.replace(/\s/g, ''));
    assert.equal(said(ofRole(layout, 'second-name')), (secondName?.text ?? '').replace(/\s/g, ''));
  });

const FURTHER = [
  {},
  { careOf: 'Lakeside Center for Families and Newcomers' },
  { address: '4821 North Evergreen Avenue, Apartment 3B\nModel City, ME 00426' },
];

test('a name of 60 letters in one or two scripts, with or without a care-of line or an address, is whole, whatever its words', () => {
  const letters = fc.constantFrom(...'aeiouáñßłżşęĐđươệẵЖщїґŐ'.split(''), ' ', ' ', '-', "'");
  const latin = fc.string({ unit: letters, minLength: 1, maxLength: 60 }).map((text) => tidy(`A${text}`));
  const own = fc
    .string({
      unit: fc.constantFrom(...'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', ' ', ' '),
      minLength: 1,
      maxLength: 60,
    })
    .map((text) => tidy(`م${text}`));
  fc.assert(
    fc.property(latin, fc.option(own), fc.constantFrom(...FURTHER), (name, text, further) => {
      const layout = layoutWith({
        name,
        ...(text === null ? {} : { secondName: { text, lang: 'ar' } }),
        expires: null,
        ...further,
      });
      assert.equal(said(ofRole(layout, 'name')), name.replace(/\s/g, ''));
      assert.equal(said(ofRole(layout, 'second-name')), (text ?? '').replace(/\s/g, ''));
      for (const mark of [...ofRole(layout, 'name'), ...ofRole(layout, 'second-name')])
        assert.ok(mark.squeeze >= 0.85 - 1e-9 && mark.x + mark.width <= FACE.width - mm(4) + 1e-6);
    }),
    { numRuns: 60, seed: 169 },
  );
});

test('an address of two lines of 60 letters is whole, in the order in which it was given', () => {
  const { address = '' } = sceneNamed('long-address').person;
  assert.ok(address.split('\n').every((line) => line.length >= 58 && line.length <= 60));
  const marks = ofRole(layoutScene(sceneNamed('long-address')), 'address');
  assert.equal(said(marks), address.replace(/\s/g, ''));
  assert.deepEqual(
    [...marks].sort((a, b) => a.y - b.y),
    marks,
  );
  assert.ok(marks.every((mark) => mark.size >= pt(4)));
});

test('an ordinary name is at least 9 point, and a short one 14', () => {
  const size = (name: string): number =>
    Math.min(...ofRole(layoutWith({ name }), 'name').map((mark) => mark.size));
  assert.equal(size('Jo Nowak'), pt(14));
  for (const name of ['María Guadalupe Hernández Gutiérrez de la Cruz', 'Nguyễn Phước Quý Ngọc Ánh Tuyết'])
    assert.ok(size(name) >= pt(9));
});

test('a second line is there only if asked for and only where the city has one', () => {
  const secondName = { text: 'محمد', lang: 'ar' };
  assert.equal(ofRole(layoutWith({}), 'second-name').length, 0);
  assert.equal(ofRole(layoutWith({ secondName }), 'second-name').length, 1);
  assert.equal(
    ofRole(layoutWith({ secondName }, { settings: { secondScript: false } }), 'second-name').length,
    0,
  );
});
