import assert from 'node:assert/strict';
import { test } from 'node:test';
import { niceTop } from './chart-frame.ts';
import { type StepChart, stepChart } from './step-chart.ts';

const chart: StepChart = {
  id: 'c',
  title: 'People & papers <held>',
  text: 'A: nothing is left.',
  lines: [
    { letter: 'A', least: [0, 4, 0, 0], most: [0, 4, 0, 0] },
    { letter: 'B', least: [0, 4, 4, 0], most: [0, 4, 4, 4] },
  ],
  ticks: [{ at: 1, label: '2027' }],
  now: { at: 1, label: 'today' },
  number: String,
  rtl: false,
  shape: 'wide',
};

/** Places across of everything that has one of these classes. */
const across = (svg: string, name: string) =>
  [...svg.matchAll(new RegExp(`class="[^"]*${name}[^"]*" c?x="([\\d.]+)"`, 'g'))].map(([, x]) => Number(x));

test('who sees no picture reads its title and what is to be seen; text is text', () => {
  const svg = stepChart(chart);
  assert.match(svg, /role="img" aria-labelledby="c-title c-text"/);
  assert.match(
    svg,
    /<title id="c-title">People &amp; papers &lt;held&gt;<\/title><desc id="c-text">A: nothing/,
  );
  assert.doesNotMatch(svg, /style=|<script|href=/, 'nothing that a strict policy would stop');
});

test('UX: no line is told by its colour alone: each has its letter, what is uncertain is striped', () => {
  const svg = stepChart(chart);
  for (const letter of ['A', 'B']) assert.ok(svg.includes(`>${letter}</text>`));
  assert.equal(svg.match(/class="chart-between"/g)?.length, 1);
  const sure = stepChart({ ...chart, lines: chart.lines.slice(0, 1) });
  assert.doesNotMatch(sure, /chart-between/);
});

test('right to left is the same chart, mirrored', () => {
  for (const shape of ['wide', 'narrow'] as const) {
    const [ltr, rtl] = [stepChart({ ...chart, shape }), stepChart({ ...chart, shape, rtl: true })];
    const width = Number(/viewBox="0 0 (\d+)/.exec(ltr)?.[1]);
    for (const name of ['chart-year', 'chart-now-text', 'chart-badge']) {
      const [there, here] = [across(ltr, name), across(rtl, name)];
      assert.ok(there.length > 0, name);
      for (const [at, x] of there.entries()) assert.ok(Math.abs(width - x - (here[at] ?? 0)) < 0.2, name);
    }
  }
});

test('steps stand where their months are, as high as their values', () => {
  const flat = { ...chart, lines: [{ letter: 'A', least: [2, 2, 4, 4], most: [2, 2, 4, 4] }] };
  const [, line] = /class="chart-line chart-line-0" d="([^"]+)"/.exec(stepChart(flat)) ?? [];
  // 673 units across, 266 upwards, four months and a top of 4.
  assert.equal(line, 'M31 163H367.5V30H704');
});

test('the scale ends at a round number that is not below any value', () => {
  assert.deepEqual([1, 2, 3, 7, 100, 101, 2717, 87_163].map(niceTop), [2, 2, 4, 8, 100, 200, 3000, 100_000]);
});
