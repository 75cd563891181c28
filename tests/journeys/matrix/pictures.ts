import assert from 'node:assert/strict';
import { type Person, SEND } from './cell.ts';

/** The paper with a photo in every state: missing, unreadable, blacked out, sent, removed, with a second page. */
export async function showPhotoPaper(person: Person): Promise<void> {
  const { page, keys, files, look, press, go } = person;
  await look();
  await press('main a[href*="/without"]', /without$/);
  await look();
  await press('main a.button', /papers\/photo$/);
  await person.wrong('no file', SEND);
  await sendFile(person, files.none);
  await look('no picture');
  await choose(person, files.paper);
  await blackOut(person);
  await press(SEND);
  await page.locator('.pictures img').waitFor();
  await look('sent');
  await press('main .pictures button');
  assert.equal(await page.locator('.pictures img').count(), 0, 'removed');
  await sendFile(person, files.paper);
  await page.locator('.pictures img').waitFor();
  await keys.press('main details.another > summary');
  await person.wrong('another page missing', SEND);
  await sendFile(person, files.paper);
  await page.locator('.pictures img').nth(1).waitFor();
  await look('two sent');
  await keys.tick('#also-birth-date');
  await look('ticked', { moved: true });
  await go(/papers\/residency$/);
}

/** Whatever paper is asked for, seen empty, wrong and sent. */
export async function showPapers(person: Person): Promise<void> {
  const { page, look, go, files } = person;
  for (let papers = 0; papers < 8; papers += 1) {
    const { pathname } = new URL(page.url());
    if (!pathname.startsWith('/apply/papers/')) return;
    await look();
    await person.wrong('no file', SEND);
    await sendFile(person, files.paper);
    await page.locator('.pictures img').waitFor();
    await look('sent');
    await go();
  }
  assert.fail(`no end of papers at ${page.url()}`);
}

/** The photo for the card: missing, unreadable, put into its frame, sent, replaced. */
export async function showFace(person: Person): Promise<void> {
  const { cell, page, keys, files, look, press, go } = person;
  await look();
  await person.wrong('no file', SEND);
  await sendFile(person, files.none);
  await look('no picture');
  await choose(person, files.paper);
  if (cell.scripts) {
    await keys.to('[data-slide="zoom"]');
    for (let steps = 0; steps < 5; steps += 1) await page.keyboard.press('ArrowUp');
    await look('in its frame', { moved: true });
  }
  await press(SEND);
  await page.locator('.face-sent').waitFor();
  await look('sent');
  await sendFile(person, files.paper);
  await page.locator('.face-sent').waitFor();
  await go();
}

/**
 * Comes to the field and gives it a file, as its dialog would; a script shows it before it goes, and what was said of the
 * picture before is gone.
 */
export async function choose({ cell, page, keys, files }: Person, file: string): Promise<void> {
  const fold = 'main details:not([open]):has(#picture) > summary';
  if ((await page.locator(fold).count()) > 0) await keys.press(fold);
  await keys.to('#picture');
  await page.setInputFiles('input[type="file"]', file);
  if (!cell.scripts) return;
  await page.locator('[data-editor]').waitFor();
  if (file === files.paper) await page.locator('main [role="alert"]').waitFor({ state: 'detached' });
}

export async function sendFile(person: Person, file: string): Promise<void> {
  await choose(person, file);
  await person.press(SEND);
}

/** A black box by keyboard alone: added, moved, made larger (UP-07). */
async function blackOut({ cell, page, keys, look }: Person): Promise<void> {
  if (!cell.scripts) return;
  await look('chosen', { moved: true });
  await keys.press('[data-do="add"]');
  await page.locator('.black-box').waitFor();
  assert.ok(
    await page.evaluate(() => document.activeElement?.matches('.black-box')),
    'the box has the focus',
  );
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowDown'])
    await page.keyboard.press(key);
  await look('with a black box', { moved: true });
}
