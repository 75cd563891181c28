import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOrSkip } from '../../browser/launch.ts';
import { looking } from './looking.ts';

const PAGE = `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>ما اسمك؟ · Model City</title>
<style>:focus-visible{outline:3px solid #0b5fa5} a,button,input{min-height:44px}</style></head><body>
<main><a class="back" href="/apply">رجوع</a><form method="post" novalidate>
<div class="field"><h1><label for="name">ما اسمك؟</label></h1><input id="name" name="name"></div>
<button type="submit">متابعة</button></form>
<details><summary>لماذا نسأل</summary><p>يظهر على بطاقتك.</p></details><p>رمزك <code dir="ltr">T754B</code></p></main></body></html>`;
const TRAP = `<script>document.addEventListener('keydown', (event) => {
  if (event.key === 'Tab' && document.activeElement.id === 'name') event.preventDefault();
});</script>`;

/** What somebody could break, and what is said of it. */
const BROKEN = [
  ['an unlabelled field', '<input id="name"', '<input id="other"', /label/],
  ['a picture without words within a fold', 'بطاقتك.', '<img src="data:,">', /image-alt/],
  ['words of another language within a fold', 'بطاقتك', 'Your card', /words of another language/],
  ['words of another language', 'رمزك ', 'Your code ', /words of another language/],
  [
    'a label for listeners in another language',
    '<main>',
    '<main aria-label="Your name">',
    /another language/,
  ],
  ['a trap for the focus', '</body>', `${TRAP}</body>`, /by keyboard/],
  ['a focus without a ring', 'outline:3px solid #0b5fa5', 'outline:none', /no ring/],
  [
    'a focus under something',
    '</main>',
    '</main><div style="position:fixed;inset:0;background:#fff"></div>',
    /covered/,
  ],
  ['a code turned round', '<code dir="ltr">', '<code dir="rtl">', /left to right/],
  ['the direction forgotten', ' dir="rtl"', '', /'rtl'/],
  ['a page too wide', '<h1>', '<h1 style="width:500px">', /too wide/],
  ['a button of another name', 'متابعة', 'التالي', /متابعة/],
  ['no way back', 'class="back"', '', /way back/],
  ['two headings', '</main>', '<h1>مرة أخرى</h1></main>', /one heading/],
] as const;

test('T11, LA-03: whatever is broken on a page is seen, and a whole page is not blamed', async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'ck-planted-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir, viewport: { width: 320, height: 640 } });
  if (!browser) return;
  const page = await browser.context.newPage();
  // One eye for all of them: having seen the whole page, it takes none of the broken ones for the same.
  const { look, faults, makes } = looking(page, { language: 'ar', scripts: true });
  const seen = async (html: string) => {
    const before = faults.length;
    await page.goto('about:blank');
    await page.setContent(html);
    await look();
    return faults.slice(before);
  };
  assert.deepEqual(await seen(PAGE), []);
  assert.deepEqual(await seen(PAGE.replace('ما اسمك؟</label>', 'ما اسم طفلك؟</label>')), []);
  assert.equal(makes(), 1, 'other words make no other page');
  for (const [name, from, to, said] of BROKEN) {
    assert.ok(PAGE.includes(from), name);
    const faults = await seen(PAGE.replace(from, to));
    assert.match(faults.join('\n'), said, name);
  }
});
