import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { isFault } from '@commonkey/words';
import { decode } from 'fast-png';
import { faceSvg } from './face-svg.ts';
import { renderNode } from './node.ts';
import { cardPdf } from './pdf.ts';
import { layoutWith } from './testing/draw.ts';

const layout = layoutWith({});
const png = (side: 'front' | 'back', bleed = false) => renderNode(faceSvg(side, layout, { bleed }), 300);
const MM_TO_POINTS = 72 / 25.4;

const boxes = (pdf: Uint8Array, name: string): number[][] =>
  Array.from(
    Buffer.from(pdf)
      .toString('latin1')
      .matchAll(new RegExp(`/${name} \\[([^\\]]*)\\]`, 'g')),
    (match) => (match[1] ?? '').split(' ').map(Number),
  );

test('two pages of exactly the card, which no driver may scale', async () => {
  const pdf = await cardPdf(png('front'), png('back'), 300);
  const [front, back] = boxes(pdf, 'MediaBox');
  assert.deepEqual(front, back);
  assert.ok(Math.abs((front?.[2] ?? 0) - 85.6 * MM_TO_POINTS) < 0.001);
  assert.ok(Math.abs((front?.[3] ?? 0) - 53.98 * MM_TO_POINTS) < 0.001);
  assert.ok(Buffer.from(pdf).includes('/PrintScaling /None'));
});

test('bleed widens the page and leaves the cut where it was', async () => {
  const pdf = await cardPdf(png('front', true), png('back', true), 300);
  const [[left = 0, , right = 0] = []] = boxes(pdf, 'TrimBox');
  const [[, , width = 0] = []] = boxes(pdf, 'MediaBox');
  assert.ok(Math.abs(right - left - 85.6 * MM_TO_POINTS) < 0.001);
  assert.ok(Math.abs(width - (right - left) - 2 * 19 * (72 / 300)) < 0.001);
});

test('the pictures inside are the dots that were drawn', async () => {
  const front = png('front');
  const file = Buffer.from(await cardPdf(front, png('back'), 300));
  const head = file.indexOf('/Subtype /Image');
  const length = Number(/\/Length (\d+)/.exec(file.subarray(head).toString('latin1'))?.[1]);
  const start = file.indexOf('stream\n', head) + 'stream\n'.length;
  const dots = inflateSync(file.subarray(start, start + length));
  const drawn = decode(front);
  assert.equal(dots.length, drawn.width * drawn.height * 3);
  for (let i = 0; i < drawn.width * drawn.height; i++)
    for (let c = 0; c < 3; c++) if (dots[3 * i + c] !== drawn.data[4 * i + c]) assert.fail(`dot ${i}`);
});

test('the cross-reference table points at every object', async () => {
  const file = Buffer.from(await cardPdf(png('front'), png('back'), 300));
  const text = file.toString('latin1');
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const entries = Array.from(text.slice(start).matchAll(/(\d{10}) 00000 n/g), (match) => Number(match[1]));
  assert.equal(entries.length, 8);
  entries.forEach((offset, i) => {
    assert.ok(text.startsWith(`${i + 1} 0 obj`, offset));
  });
});

test('nothing in the file tells when or by what it was made, and the same card gives the same bytes', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => cardPdf(png('front'), png('back'), 300)));
  assert.ok(one && other && Buffer.from(one).equals(other));
  for (const word of ['CreationDate', 'Producer', '/Info', '/ID'])
    assert.ok(!Buffer.from(one).includes(word));
});

test('what is no face at this resolution is refused', async () => {
  const codeIs = (code: string) => (error: unknown) => isFault(error) && error.code === code;
  await assert.rejects(cardPdf(png('front'), png('back'), 600), codeIs('card-wrong-pixels'));
  await assert.rejects(cardPdf(new Uint8Array(9), png('back'), 300), codeIs('card-not-a-picture'));
});
