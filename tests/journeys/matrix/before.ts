import type { Person } from './cell.ts';

const step = (name: string) => `main button[name="step"][value="${name}"]`;

/** Pages that somebody reads before they begin: the start, what we hold, the way out, and what is not there. */
export async function lookAround(person: Person): Promise<void> {
  const { page, look, open, press, cell } = person;
  await open('/');
  await look();
  await person.keys.press('nav.languages summary');
  await look('with the menu of languages', { moved: true });
  // The menu keeps the page (LA-02): to another language and back.
  const other = cell.language === 'en' ? 'ar' : 'en';
  for (const tag of [other, cell.language]) {
    if ((await page.locator('nav.languages details:not([open])').count()) > 0)
      await person.keys.press('nav.languages summary');
    await press(`nav.languages a[hreflang="${tag}"]`, /^\/$/);
  }
  for (const path of ['/what-we-hold', '/report-lost', '/leaving', '/apply/over', '/apply/withdrawn']) {
    await open(path);
    await look();
  }
}

/** What papers do I need: wrong, missing something, enough, and on to the application. */
export async function checkPapers(person: Person): Promise<void> {
  const { cell, page, keys, look, open, press } = person;
  // With scripts the checker draws its steps anew in place; each has a heading of its own.
  const on = async (name: string) => {
    if (!cell.scripts) return press(step(name));
    const before = await page.locator('main h1').innerText();
    await keys.press(step(name));
    await page.waitForFunction((old) => document.querySelector('main h1')?.textContent !== old, before);
  };
  await open('/papers');
  await look();
  await keys.press(step('papers'));
  await page.getByRole('alert').waitFor();
  await look('nothing chosen');
  await keys.choose('band', '22-');
  await on('papers');
  await look('which papers', { moved: true });
  await keys.tick('#have-passport');
  await on('answer');
  await look('something is missing', { moved: true });
  await on('papers');
  await keys.tick('#have-lease');
  await on('answer');
  await look('enough', { moved: true });
  await press('main .next a[href^="/apply"]', /^\/apply$/);
}

/** A code that opens nothing: one page for every such code. */
export async function wrongCode(person: Person): Promise<void> {
  const { keys, look, open, wrong } = person;
  await open('/apply/return');
  await look();
  await wrong('nothing typed');
  await keys.type('#code', '00000-00000-00000');
  await wrong('wrong code');
}
