import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { rationalizedCodabar } from 'bwip-js/generic';
import { decode } from 'fast-png';
import { codabar, isLibraryNumber, libraryCheckDigit, NARROW, WIDE } from './codabar.ts';
import { faceSvg } from './face-svg.ts';
import { renderNode } from './node.ts';
import { layoutWith } from './testing/draw.ts';

const VECTORS = [
  ['3023400051786', '1'],
  ['3319100010586', '4'],
  ['5819800094399', '6'],
] as const;

test('check digits of known library numbers', () => {
  for (const [first, digit] of VECTORS) assert.equal(libraryCheckDigit(first), digit);
});

test('one wrong digit is always noticed', () => {
  const right = '30234000517861';
  for (let place = 0; place < 14; place++)
    for (let digit = 0; digit < 10; digit++) {
      const typed = right.slice(0, place) + digit + right.slice(place + 1);
      assert.equal(isLibraryNumber(typed), typed === right);
    }
});

test('a number that is none draws no bars', () => {
  for (const number of ['30234000517862', '3023400051786', 'A0234000517861'])
    assert.throws(
      () => codabar(number),
      (error) => isFault(error) && error.code === 'card-library-bad-number',
    );
});

/** Widths of bars and spaces as another encoder has them: 1 narrow, 3 wide. */
function encodedElsewhere(number: string): number[] {
  const lines: { left: number; right: number }[] = [];
  rationalizedCodabar(
    { bcid: 'rationalizedcodabar', text: `A${number}B`, scale: 1 },
    {
      scale: () => [1, 1] as [number, number],
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: () => undefined,
      line: (x0, _y0, _x1, _y1, width) => lines.push({ left: x0 - width / 2, right: x0 + width / 2 }),
      polygon: (points) => {
        const xs = points.map(([x]) => x);
        lines.push({ left: Math.min(...xs), right: Math.max(...xs) });
      },
      hexagon: () => undefined,
      ellipse: () => undefined,
      fill: () => undefined,
      text: () => undefined,
      end: () => undefined,
    },
  );
  return widths(lines);
}

const widths = (bars: readonly { left: number; right: number }[]): number[] =>
  bars.flatMap((bar, i) => {
    const next = bars[i + 1];
    return next ? [bar.right - bar.left, next.left - bar.right] : [bar.right - bar.left];
  });

test('bars agree with another encoder for every digit', () => {
  for (const [first, digit] of [...VECTORS, ['2999900123456', libraryCheckDigit('2999900123456')]]) {
    const number = `${first}${digit}`;
    const { bars } = codabar(number);
    const ours = widths(bars.map((bar) => ({ left: bar.x, right: bar.x + bar.width })));
    const theirs = encodedElsewhere(number);
    const narrow = Math.min(...theirs);
    assert.deepEqual(
      ours,
      theirs.map((width) => (width > narrow * 1.5 ? WIDE : NARROW)),
    );
  }
});

test('printed bars lie on whole dots, black or white and nothing between', () => {
  const number = '30234000517861';
  const { width, height, data } = decode(
    renderNode(faceSvg('back', layoutWith({ libraryNumber: number })), 300),
  );
  const { bars } = codabar(number);
  const row = Math.round(height * 0.78);
  const runs: { left: number; right: number }[] = [];
  for (let x = 40; x < 600; x++) {
    const value = data[4 * (row * width + x)];
    if (value === 0 && data[4 * (row * width + x - 1)] !== 0) runs.push({ left: x, right: x });
    const last = runs.at(-1);
    if (value === 0 && last) last.right = x + 1;
  }
  assert.deepEqual(widths(runs), widths(bars.map((bar) => ({ left: bar.x, right: bar.x + bar.width }))));
});
