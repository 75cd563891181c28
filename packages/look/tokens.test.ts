import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function scheme(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  assert.ok(start >= 0, `${selector} is in tokens.css`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

const PAIRS: [string, string][] = [
  ...['paper', 'paper-2', 'sheet'].flatMap((ground): [string, string][] =>
    ['ink', 'ink-2', 'lake', 'leaf', 'brick', 'amber'].map((text): [string, string] => [text, ground]),
  ),
  ['on-lake', 'lake'],
  ...['leaf', 'brick', 'amber'].flatMap((c): [string, string][] => [
    [c, `${c}-ground`],
    ['ink', `${c}-ground`],
  ]),
];

for (const selector of [':root', ":root:not([data-scheme='light'])", ":root[data-scheme='dark']"]) {
  test(`every pair of text and ground reaches 4.5:1 in ${selector}`, () => {
    const tokens = scheme(selector);
    for (const [text, ground] of PAIRS) {
      const ratio = contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '');
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
    for (const ground of ['paper', 'sheet']) {
      const ratio = contrast(tokens.get('line-strong') ?? '', tokens.get(ground) ?? '');
      assert.ok(ratio >= 3, `field border on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}

test('the two ways into the dark scheme are the same colours', () => {
  assert.deepEqual(scheme(":root:not([data-scheme='light'])"), scheme(":root[data-scheme='dark']"));
});
