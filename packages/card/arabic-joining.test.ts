import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import { measure } from './measure.ts';
import { fontPath } from './node.ts';
import { faces } from './testing/draw.ts';

const SIZE = 100;

function inkWidth(text: string): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><text x="50" y="150" font-family="Noto Sans Arabic" font-weight="500" font-size="${SIZE}">${text}</text></svg>`;
  const box = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [fontPath('arabic-500')] },
  }).getBBox();
  return (box?.width ?? 0) / SIZE;
}

test('a measured Arabic, Persian or Urdu word is as wide as the joined one, less its side bearings', () => {
  for (const word of [
    'محمد',
    'عبد',
    'فاطمة',
    'الزهراء',
    'الراشد',
    'علي',
    'پرویز',
    'گلشن',
    'سنگھ',
    'هرپریت',
    'مُحَمَّد',
    'ہاجرہ',
    'نوازے',
    'ڈاکٹر',
    'لڑکیاں',
  ]) {
    const measured = measure(faces, 'arabic-500', word).width;
    const ink = inkWidth(word);
    assert.ok(measured >= ink - 0.01, `${word} is drawn wider than measured`);
    assert.ok(measured - ink < 0.22, `${word} is measured much wider than drawn`);
  }
});
