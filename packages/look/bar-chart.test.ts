import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bar, barChart } from './bar-chart.ts';

const chart = (bars: readonly Bar[], rtl = false) =>
  barChart({
    id: 'c',
    title: 'Cards <by quarter>',
    text: 'what is seen',
    bars,
    ticks: [{ at: 0, label: '2026' }],
    number: String,
    rtl,
    shape: 'wide',
  });
const heights = (svg: string, kind: string) =>
  [...svg.matchAll(/<rect [^>]*height="([\d.]+)" class="([\w-]+)"/g)]
    .filter(([, , found]) => found === `chart-bar-${kind}`)
    .map(([, height]) => Number(height));

test('a bar is as high as its count, and its parts stand on each other', () => {
  const svg = chart([{ parts: [60, 20] }, { whole: 40 }, { parts: [0, 0] }]);
  const [first = 0] = heights(svg, '0');
  const [second = 0] = heights(svg, '1');
  const [whole = 0] = heights(svg, 'whole');
  assert.ok(Math.abs(first - 3 * second) < 1 && Math.abs(whole - 2 * second) < 1, svg);
  assert.equal((svg.match(/<rect/g) ?? []).length, 3, 'nought has no bar');
});

test('what is not told is a mark of one height, whatever it may be', () => {
  const svg = chart([null, { whole: 5000 }, null]);
  const [one, other] = heights(svg, 'untold');
  assert.ok(one !== undefined && one === other);
});

test('time runs from right to left where the page does, and words are escaped', () => {
  const at = (svg: string) => Number(/<rect x="([\d.]+)"[^>]*chart-bar-whole/.exec(svg)?.[1]);
  const bars: Bar[] = [{ whole: 9 }, { parts: [3, 3] }, null];
  assert.ok(at(chart(bars, true)) > at(chart(bars)));
  assert.match(chart(bars), /Cards &lt;by quarter&gt;/);
});
