import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { faceSvg } from './face-svg.ts';
import { openFonts } from './fonts.ts';
import type { CardLayout, Mark } from './mark.ts';
import type { CardPerson, CardSettings, Marking } from './settings.ts';
import { fonts, layoutWith } from './testing/draw.ts';
import { SETTINGS } from './testing/scenes.ts';

type Change = { person?: Partial<CardPerson>; settings?: Partial<CardSettings>; marking?: Marking };

function codeOf({ person = {}, ...rest }: Change): string {
  try {
    layoutWith(person, rest);
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return 'drawn';
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

for (const [what, change, code] of [
  ['a letter without a glyph', { person: { name: 'Ada 🗝 Key' } }, 'card-no-glyph'],
  ['a script that the renderer misplaces', { person: { name: 'हरप्रीत' } }, 'card-no-glyph'],
  ['half of a surrogate pair', { person: { name: 'Ada \ud83d' } }, 'card-no-glyph'],
  [
    'a portrait that is no picture',
    { person: { portrait: bytes('GIF89a'.padEnd(100)) } },
    'card-not-a-picture',
  ],
  ['an empty portrait', { person: { portrait: new Uint8Array() } }, 'card-not-a-picture'],
  ['a day that does not exist', { person: { birthDate: '1987-02-30' } }, 'card-bad-date'],
  ['a serial of eleven digits', { person: { serial: '12345678901' } }, 'card-bad-serial'],
  ['a wrong library number', { person: { libraryNumber: '30234000517860' } }, 'card-library-bad-number'],
  ['a card with no code', { person: { qr: null } }, 'card-qr-missing'],
  ['a specimen with no code', { person: { qr: null }, marking: 'specimen' }, 'card-qr-missing'],
  ['a practice card with no code', { person: { qr: null }, marking: 'practice' }, 'drawn'],
  ['a language without words', { settings: { languages: ['en', 'xx'] } }, 'card-no-language'],
  ['a colour by name', { settings: { colours: { ...SETTINGS.colours, band: 'red' } } }, 'card-bad-colour'],
  ['a name of 400 letters', { person: { name: 'Abcdefgh '.repeat(45) } }, 'card-does-not-fit'],
  ['an address of three lines', { person: { address: 'a\nb\nc' } }, 'card-does-not-fit'],
  ['no name', { person: { name: ' \u202e ' } }, 'card-no-name'],
] as const satisfies readonly (readonly [string, Change, string])[])
  test(`${what}: ${code}`, () => assert.equal(codeOf(change), code));

test('a glyph fault names the letter, so that the clerk can ask for another spelling', () => {
  assert.throws(
    () => layoutWith({ name: 'Ada 🗝' }),
    (error) => isFault(error) && error.params.character === '🗝' && error.params.code === 'U+1F5DD',
  );
});

test('bytes that are no typeface are named so', () => {
  assert.throws(
    () => openFonts({ ...fonts, 'sc-500': bytes('not a font') }),
    (error) => isFault(error) && error.code === 'card-bad-font',
  );
});

test('what a person typed never becomes markup or turns the line around', () => {
  const svg = faceSvg('front', layoutWith({ name: '<image href="x"/> & \u202eadA' }));
  assert.ok(svg.includes('&lt;image') && svg.includes('&amp;'));
  assert.ok(!svg.includes('<image href="x"') && !svg.includes('\u202e'));
});

const ground = (marks: readonly Mark[]): Mark[] =>
  marks.filter((mark) => mark.kind !== 'text' && mark.kind !== 'image');

test('the ground is one for all: name, script, language, age of the card leave no trace in it', () => {
  const one = layoutWith({ name: 'Ada' });
  const other = layoutWith({
    name: 'Nguyễn Phước',
    secondName: { text: 'محمد', lang: 'ar' },
    birthDate: '1940-01-01',
    expires: null,
    serial: '000000000000',
  });
  assert.deepEqual(ground(one.front), ground(other.front));
  assert.deepEqual(ground(one.back), ground(other.back));
});

test('a child’s card differs in the colour of its band alone', () => {
  const adult = ground(layoutWith({}).front);
  const child = ground(layoutWith({ child: true }).front);
  const differ = adult.filter((mark, i) => JSON.stringify(mark) !== JSON.stringify(child[i]));
  const { band, childBand, onBand, onChildBand } = SETTINGS.colours;
  const recoloured = JSON.stringify(differ).replaceAll(band, childBand).replaceAll(onBand, onChildBand);
  const there = child.filter((mark, i) => JSON.stringify(mark) !== JSON.stringify(adult[i]));
  assert.equal(recoloured, JSON.stringify(there));
  assert.ok(differ.length > 0);
});

const texts = (layout: CardLayout, side: 'front' | 'back'): string =>
  layout[side].map((mark) => (mark.kind === 'text' ? mark.text : '')).join(' | ');

test('an emergency contact is printed on the back of a child’s card and on no other', () => {
  const emergencyContact = 'Ngozi 000 555 0142';
  assert.ok(texts(layoutWith({ child: true, emergencyContact }), 'back').includes(emergencyContact));
  assert.ok(!texts(layoutWith({ child: true, emergencyContact }), 'front').includes(emergencyContact));
  assert.ok(!texts(layoutWith({ child: false, emergencyContact }), 'back').includes(emergencyContact));
});

test('care-of stands on the side the city chose, and nowhere where it has none', () => {
  const careOf = 'St. Brigid House';
  const on = (careOfSide: CardSettings['careOfSide']) => layoutWith({ careOf }, { settings: { careOfSide } });
  assert.ok(texts(on('front'), 'front').includes(careOf) && !texts(on('front'), 'back').includes(careOf));
  assert.ok(texts(on('back'), 'back').includes(careOf) && !texts(on('back'), 'front').includes(careOf));
  assert.ok(!`${texts(on(null), 'front')}${texts(on(null), 'back')}`.includes(careOf));
});

test('an address is printed only where the city has it and the person asks for it, and never beside care-of', () => {
  const address = '4821 North Evergreen\nModel City';
  const both = (layout: CardLayout) => `${texts(layout, 'front')} ${texts(layout, 'back')}`;
  const front = texts(layoutWith({ address }), 'front');
  assert.ok(front.includes('4821 North Evergreen | Model City') && front.includes('Address | Dirección'));
  assert.ok(!texts(layoutWith({ address }), 'back').includes('4821'));
  assert.ok(!both(layoutWith({})).includes('Address'));
  assert.ok(!both(layoutWith({ address: ' \n ' })).includes('Address'));
  assert.ok(!both(layoutWith({ address }, { settings: { address: false } })).includes('4821'));
  for (const careOfSide of ['front', 'back'] as const)
    assert.ok(
      !both(layoutWith({ address, careOf: 'St. Brigid' }, { settings: { careOfSide } })).includes('4821'),
    );
  assert.ok(both(layoutWith({ address, careOf: 'x' }, { settings: { careOfSide: null } })).includes('4821'));
});

test('a city without addresses and a person without one have the same card', () => {
  const without = layoutWith({}, { settings: { address: false } });
  assert.deepEqual(layoutWith({}), without);
  assert.deepEqual(layoutWith({ address: 'Somewhere 1' }, { settings: { address: false } }), without);
});

test('the number is grouped, a month is a word in both languages, no end is said in words', () => {
  const front = texts(
    layoutWith({ birthDate: '1987-01-14', expires: null, serial: '493027615580' }),
    'front',
  );
  assert.ok(front.includes('4930 2761 5580'));
  assert.ok(front.includes('14 Jan/Ene 1987'));
  assert.ok(front.includes('Does not expire') && front.includes('No vence'));
});

test('marked cards say so on both sides; others say nothing', () => {
  for (const [marking, word] of [
    ['specimen', 'SPECIMEN'],
    ['practice', 'PRACTICE'],
  ] as const) {
    const layout = layoutWith({}, { marking });
    assert.ok(texts(layout, 'front').includes(word) && texts(layout, 'back').includes(word));
    assert.ok(!texts(layoutWith({}), 'front').includes(word));
  }
});

test('the same person gives the same drawing', () => {
  assert.equal(faceSvg('front', layoutWith({})), faceSvg('front', layoutWith({})));
});
