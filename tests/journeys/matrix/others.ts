import assert from 'node:assert/strict';
import { askLines, begin } from './ask.ts';
import type { Person } from './cell.ts';
import { sendFile, showPapers } from './pictures.ts';

const LONG = 'Thistlewood '.repeat(12);
/** A name that the reader of this cell would write in other letters than the adult of it. */
const CHILD = { en: 'زفيرين الكواكبي', ar: 'Zephyrine Quakenbush' } as const;

/** A child, filled in by somebody who helps and who sees nothing of it afterwards (UX-22, UX-24). */
export async function childByHelper(person: Person): Promise<string> {
  const { cell, page, keys, look, go, wrong, open } = person;
  const code = await begin(person, 'helper');
  await keys.choose('who', 'child');
  await go(/ask\/name$/);
  await look('of a child');
  assert.equal(await page.getAttribute('#name', 'autocomplete'), 'off', 'nothing is remembered (UX-25)');
  await keys.type('#name', CHILD[cell.language]);
  await go();
  if (cell.language === 'en') await askLines(person, CHILD.en, 'ar');
  await bornIn(person, person.hall.context.clock.now().getUTCFullYear() - 6);
  await go(/ask\/emergency$/);
  await look();
  await keys.type('#emergency', LONG);
  await wrong('too long');
  await keys.type('#emergency', '');
  await go(/ask\/home$/);
  await keys.choose('home', 'care-of');
  await go(/ask\/care-of$/);
  await look();
  await keys.type('#care-of', LONG);
  await wrong('too long');
  await keys.type('#care-of', 'Thistlewood House');
  await go(/papers\//);
  await showPapers(person);
  await finish(person);
  await look('to a helper');
  await open('/apply/follow');
  assert.equal(new URL(page.url()).pathname, '/apply/done', 'who helped sees nothing after sending (UX-22)');
  return code;
}

/** Somebody whom a caretaker speaks for, without an address, on a computer that others use (UX-24, UX-25). */
export async function caretakerOnShared(person: Person): Promise<string> {
  const { page, keys, go, press, open, look, minutesPass } = person;
  const code = await begin(person, 'shared');
  await keys.choose('who', 'caretaker');
  await go(/ask\/name$/);
  assert.equal(await page.getAttribute('#name', 'autocomplete'), 'off', 'nothing is remembered (UX-25)');
  await keys.type('#name', 'Zephyrine Quakenbush');
  await go();
  await bornIn(person, person.hall.context.clock.now().getUTCFullYear() - 17);
  await go(/ask\/home$/);
  await keys.choose('home', 'none');
  await go(/papers\//);
  await showPapers(person);
  await sessionEnds(person);
  minutesPass(16);
  await open('/apply/face');
  assert.equal(new URL(page.url()).pathname, '/apply/over', 'a shared computer is signed out soon');
  await look('after a session');
  await press('main a.button', /return$/);
  return code;
}

/** From the photo to the confirmation, with nothing looked at twice. */
export async function finish(person: Person): Promise<void> {
  const { page, keys, go, files } = person;
  await sendFile(person, files.paper);
  await page.locator('.face-sent').waitFor();
  await go(/ask\/contact$/);
  await keys.choose('contact', 'none');
  await go(/apply\/check$/);
  await go(/apply\/done$/);
}

/** Two minutes before the end a script asks, and one key lets the session go on (UX-18, WCAG 2.2.1). */
async function sessionEnds(person: Person): Promise<void> {
  const { cell, page, keys, look, minutesPass } = person;
  if (!cell.scripts) return;
  await page.clock.install();
  await page.reload();
  // Asking for a page would move the end: the hours of the service and of the page go on by themselves.
  minutesPass(13.5);
  await page.clock.fastForward(13.5 * 60_000);
  await page.locator('dialog[open]').waitFor();
  await look('the session is about to end', { moved: true });
  await keys.press('[data-clock-stay]');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function bornIn({ keys }: Person, year: number): Promise<void> {
  await keys.type('#day', '17');
  await keys.type('#month', '4');
  await keys.type('#year', String(year));
}
