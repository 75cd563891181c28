import assert from 'node:assert/strict';
import type { Person } from './cell.ts';

const LONG = 'Thistlewood '.repeat(12);
/** The adult's name, as it is written in the cell's language, and the card's line where that is not Latin. */
const NAMES = { en: 'Zephyrine Quakenbush', ar: 'زفيرين الكواكبي' } as const;

/** From the start page to the code, and every fault on the way. Gives the code that was shown. */
export async function begin(
  person: Person,
  device: 'own' | 'shared' | 'helper',
  look = false,
): Promise<string> {
  const { page, keys } = person;
  const see = async (state?: string) => (look ? person.look(state) : undefined);
  const wrong = async (state: string) => (look ? person.wrong(state) : undefined);
  // The service's clock stands still, and one address may not ask for everything in one moment.
  person.minutesPass(2);
  await person.open('/apply');
  await see();
  await person.press('main a.button[href^="/apply/lives-here"]', /lives-here$/);
  await see();
  await wrong('nothing chosen');
  if (look) {
    await keys.choose('answer', 'no');
    await person.go(/lives-here\/no$/);
    await see();
    await person.press('main a.back', /lives-here$/);
  }
  await keys.choose('answer', 'yes');
  await person.go(/what-we-keep$/);
  await see();
  await person.press('main a.button', /device$/);
  await see();
  await wrong('nothing chosen');
  await keys.choose('device', device);
  await person.go(/code$/);
  await see();
  const code = (await page.locator('.code-said').innerText()).trim();
  assert.match(code, /^[0-9A-Z]{5}(-[0-9A-Z]{5}){2}$/);
  await person.go(/ask\/who$/);
  return code;
}

/** An adult's questions, each looked at empty, wrong and filled in, to the first paper. */
export async function askAdult(person: Person, code: string): Promise<void> {
  const { cell, page, keys } = person;
  const { look, wrong, go } = person;
  await look('empty', { code });
  await wrong('nothing chosen');
  await keys.choose('who', 'self');
  await go(/ask\/name$/);
  await look('empty', { code });
  await wrong('nothing typed');
  await keys.type('#name', `<${NAMES[cell.language]}>`);
  await wrong('odd signs');
  assert.equal(await page.inputValue('#name'), `<${NAMES[cell.language]}>`, 'what was typed stays (UX-09)');
  await keys.type('#name', NAMES[cell.language]);
  await go();
  if (cell.language === 'ar') await askLines(person, NAMES.ar, 'ar');
  await askBirth(person);
  await look('empty', { code });
  await wrong('nothing chosen');
  await keys.choose('home', 'address');
  await go(/ask\/address$/);
  await look('empty', { code });
  await keys.type('#address', LONG);
  await wrong('too long');
  await keys.type('#address', '17 Thistlewood Lane');
  await go(/papers\/photo$/);
}

/** A name in other letters: its Latin line, never made up, and whether the card shows it as it is written (LA-04). */
export async function askLines(person: Person, name: string, language: string): Promise<void> {
  const { page, keys, look, wrong, go } = person;
  await page.waitForURL((url) => url.pathname.endsWith('/ask/latin'));
  await look();
  assert.equal(await page.inputValue('#latin'), '', 'no Latin line is made up');
  await wrong('nothing typed');
  await keys.type('#latin', name);
  await wrong('not in Latin letters');
  await keys.type('#latin', 'Zephyrine Quakenbush');
  await go(/ask\/second$/);
  await look();
  await wrong('nothing chosen');
  await keys.choose('second', language);
  await go(/ask\/birth$/);
}

async function askBirth(person: Person): Promise<void> {
  const { cell, keys, look, wrong, go, press } = person;
  await look();
  await wrong('nothing typed');
  const write = async (day: string, month: string, year: string) => {
    await keys.type('#day', day);
    await keys.type('#month', month);
    await keys.type('#year', year);
  };
  await write('31', '2', '1987');
  await wrong('no such day');
  // A child of five on the way of somebody who speaks for themselves: a page with the ways out (UX-03).
  const now = person.hall.context.clock.now().getUTCFullYear();
  await write('17', '4', String(now - 6));
  await go(/ask\/fits$/);
  await look();
  await press('main a[href^="/apply/ask/birth"]', /ask\/birth$/);
  await write('١٧', cell.language === 'ar' ? 'أبريل' : 'April', '١٩٨٧');
  await go(/ask\/home$/);
}

/** News by mail, and by text where the first address is not one. */
export async function askContact(person: Person): Promise<void> {
  const { keys, look, wrong, go } = person;
  await look();
  await wrong('nothing chosen');
  await keys.choose('contact', 'mail');
  await go(/ask\/reach$/);
  await look();
  await wrong('nothing typed');
  await keys.type('#reach', 'zephyrine');
  await wrong('no address');
  await keys.type('#reach', 'zephyrine@quakenbush.example');
  await go(/ask\/safe$/);
  await look();
  await wrong('nothing chosen');
  await keys.choose('safe', 'yes');
  await go(/apply\/check$/);
}
