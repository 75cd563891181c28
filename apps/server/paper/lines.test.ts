import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { faceOf, PLAIN, unprintable } from './fonts.ts';
import { letterPdf } from './letter.ts';
import { linesOf, type Piece } from './lines.ts';

const wide = () => 0;
const drawn = (text: string) => linesOf(text, PLAIN, 500, wide)[0]?.pieces.map((piece) => piece.text);
const perLetter = ({ text }: Piece) => [...text].length;

const LETTER = {
  title: 'Our answer',
  from: 'City of Commonville',
  reference: 'Our number 2026-3',
  day: '23 November 2026',
  to: ['李小龍', 'محمد عبد الله (أبو خالد)', 'श्रीमती क्षितिज कुमारी'],
};
const ways = { language: 'en', at: new Date('2026-11-23T12:00:00Z') };

describe('letters in the scripts of the people they are to', () => {
  test('every piece is in a type that has all of its letters', () => {
    for (const name of [...LETTER.to, 'Żółć Đặng', 'Олена Ґалаґан', 'فاطمہ نصیر گیلانی', '王小明（第5条）'])
      for (const { pieces } of linesOf(name, PLAIN, 500, wide))
        for (const { text, face } of pieces)
          for (const one of text) assert.equal(faceOf(face, one), face, `${one} of ${name}`);
  });

  test('a line from right to left stands as on paper: brackets turned, numbers as they are, Latin inside it from left to right', () => {
    // Each piece of Arabic is turned round by the shaper; what is asserted is their order and the signs between them.
    assert.deepEqual(drawn('محمد 25 City'), ['City', ' ', '25', 'محمد ']);
    assert.deepEqual(drawn('to محمد 25 on'), ['to ', '25', 'محمد ', ' ', 'on']);
    assert.equal(drawn('محمد (علي)')?.join(''), 'محمد )علي(');
    assert.equal(linesOf('محمد', PLAIN, 500, wide)[0]?.rightToLeft, true);
    assert.equal(linesOf('to محمد', PLAIN, 500, wide)[0]?.rightToLeft, false);
  });

  test('Persian figures are not turned round with the letters', () => {
    assert.ok(drawn('کارت ۱۲۳')?.includes('۳۲۱'), 'handed over turned, for the shaper turns them back');
  });

  test('no line is wider than the paper, and nothing of the text is lost, a word without end included', () => {
    const text = `وصل الطلب رقم 2026-17 في 3 نوفمبر ${'本市没有关于您的任何记录。'.repeat(4)} ${'x'.repeat(70)} end`;
    const lines = linesOf(text, PLAIN, 24, perLetter);
    assert.ok(lines.length > 4);
    for (const { width } of lines) assert.ok(width <= 24, String(width));
    const letters = (all: string) =>
      [...all]
        .filter((one) => one.trim() !== '')
        .toSorted()
        .join('');
    const set = lines.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('');
    assert.equal(letters(set), letters(text));
  });

  test('letters of a script that no type has are named, and no paper is made of them', async () => {
    assert.deepEqual(unprintable('Kim 김, Żółć 李 محمد क्षि\u200d\t\r\n😀'), ['김', '😀']);
    const blocks = [{ kind: 'own', text: 'For 김 민준' }] as const;
    await assert.rejects(letterPdf({ ...LETTER, blocks }, ways), {
      code: 'paper-unprintable',
      params: { field: 'none', characters: '김 (U+AE40), 민 (U+BBFC), 준 (U+C900)' },
    });
  });

  test('the paper is heard as it was typed, and has the types that it needs', async () => {
    const text = 'He is محمد عبد الله.\n\n王小明 is another.';
    const pdf = await letterPdf({ ...LETTER, blocks: [{ kind: 'own', text }] }, ways);
    const plain = pdf.toString('latin1');
    for (const face of ['NotoSansArabic', 'NotoSansSC']) assert.match(plain, new RegExp(face));
    const heard = (said: string) => Buffer.from(`\ufeff${said}`, 'utf16le').swap16();
    for (const said of [...LETTER.to.slice(0, 2), ...text.split('\n\n')])
      assert.ok(contains(pdf, heard(said)), said);
  });

  test('names under each other begin at one margin, whatever script one is in; what counsel wrote from right to left begins at the other', async () => {
    const lefts = async (kind: 'names' | 'own') => {
      const blocks = [{ kind, text: 'A. Counsel\nفاطمة الزهراء' }] as const;
      return placesOf(await letterPdf({ ...LETTER, to: [], blocks }, ways)).map(({ x }) => x);
    };
    assert.ok(Math.max(...(await lefts('own'))) > 300);
    assert.ok(Math.max(...(await lefts('names'))) < 300);
  });

  test('the room between paragraphs of counsel is kept', async () => {
    const lowest = async (text: string) => {
      const pdf = await letterPdf({ ...LETTER, to: [], blocks: [{ kind: 'own', text }] }, ways);
      return Math.min(...placesOf(pdf).map(({ y }) => y));
    };
    assert.ok((await lowest('One.\n\nTwo.')) < (await lowest('One.\nTwo.')) - 4);
  });
});

/** Strings of a PDF escape brackets and backslashes. */
function contains(pdf: Buffer, wanted: Buffer): boolean {
  const escaped = Buffer.from(
    [...wanted].flatMap((byte) => ([0x28, 0x29, 0x5c].includes(byte) ? [0x5c, byte] : [byte])),
  );
  return pdf.includes(escaped);
}

/** Where pieces of lines stand, from the left edge and from the foot of the page. */
function placesOf(pdf: Buffer): { x: number; y: number }[] {
  const found: { x: number; y: number }[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      const page = inflateSync(pdf.subarray(at + 7)).toString('latin1');
      for (const [, x, y] of page.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm/g))
        found.push({ x: Number(x), y: Number(y) });
    } catch {
      // Not every stream is deflated, and what ends with `endstream` begins none.
    }
  }
  return found;
}
