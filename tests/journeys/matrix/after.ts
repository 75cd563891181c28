import assert from 'node:assert/strict';
import { decided } from '../../../apps/server/portal/after/testing/sent.ts';
import { setSwitch } from '../../../apps/server/portal/switch/set-switch.ts';
import type { Decision } from '../../../apps/server/review/decide.ts';
import { GO, type Person, SEND } from './cell.ts';
import { sendFile } from './pictures.ts';

const ASK: Decision = { verdict: 'ask', unmet: ['residency'], face: true };
const DENY: Decision = { verdict: 'deny', unmet: ['residency'] };
const APPROVE: Decision = { verdict: 'approve', unmet: [] };

/** Stops intake, or takes it up again, as the staff page does. */
export async function stopIntake({ hall }: Person, suspended: boolean): Promise<void> {
  const by = hall.officers[0]?.staffId ?? '';
  await hall.context.store.write((tx) => setSwitch(hall.context, tx, { suspended, by }));
}

/** The answers once more, a channel that closes in that moment, and the confirmation. */
export async function checkAndSend(person: Person, code: string): Promise<void> {
  const { page, keys, look, go, press, open } = person;
  await look('empty', { code });
  await press('main a[href^="/apply/ask/home"]', /ask\/home$/);
  await look('changed', { code });
  await go(/apply\/check$/);
  await stopIntake(person, true);
  await press(GO);
  await look('not taken');
  await open('/apply');
  await look('stopped');
  await stopIntake(person, false);
  await open('/apply/what-exists');
  await look('of a draft');
  await open('/apply/check');
  await go(/apply\/done$/);
  await look('empty', { code });
  await page.reload();
  await look('once more', { code });
  await page.goBack();
  await page.waitForURL('**/apply/done**');
  await keys.to('main a');
}

/** Back with the code. */
export async function comeBack(person: Person, code: string, { shared = false } = {}): Promise<void> {
  const { page, keys, open, go } = person;
  await open('/apply/return');
  await keys.to('#code');
  // Pasted, as the label says it may be (WCAG 3.3.8).
  await page.keyboard.insertText(code);
  if (shared) await keys.tick('input[name="shared"]');
  await go(/apply\/(follow|ask|papers|face|check)/);
}

/** What exists, what can be put right, and the new code that comes with it, which is given. */
export async function followAndCorrect(person: Person): Promise<string> {
  const { page, keys, look, press, go, wrong } = person;
  await look('waiting');
  await press('main a[href^="/apply/what-exists"]', /what-exists$/);
  await look();
  await press('main a.back', /follow$/);
  await press('main a[href^="/apply/correct"]', /correct$/);
  await look();
  await press('main a[href^="/apply/correct/name"]', /correct\/name$/);
  await look();
  await keys.type('#name', '');
  await wrong('nothing typed');
  await keys.type('#name', 'Zephyrine Quakenbush-Odunsi');
  await go(/new-code$/);
  await look();
  const code = (await page.locator('.code-said').innerText()).trim();
  await person.open('/apply/follow');
  await look('a new code waits');
  await press('main a[href^="/apply/new-code"]', /new-code$/);
  await go(/follow$/);
  await person.open('/apply/correct/address');
  await look();
  await keys.type('#address', 'Thistlewood '.repeat(12));
  await wrong('too long');
  await correctPerson(person);
  await person.open('/apply/correct/contact');
  await look();
  await wrong('nothing chosen');
  await keys.choose('contact', 'text');
  await keys.tick('input[name="safe"]');
  await wrong('nothing typed');
  await keys.type('#reach', '312 555 0123');
  await go();
  await look('corrected');
  return code;
}

/** A name that the reader of this cell would write in other letters than the one they sent. */
const OTHER = { en: 'زفيرين الكواكبي', ar: 'Zephyrine Quakenbush' } as const;

/** Who the card is for: a name in other letters, which needs more, and a birth date at which somebody else signs. */
async function correctPerson(person: Person): Promise<void> {
  const { page, keys, look, press, go, wrong, open, cell } = person;
  await open('/apply/correct/own-name');
  await look();
  await keys.type('#name', '');
  await wrong('nothing typed');
  await keys.type('#name', OTHER[cell.language]);
  await go();
  if (cell.language === 'en') {
    await look('needs one more answer');
    await keys.choose('second', 'no');
    await go(/follow$/);
  }
  await open('/apply/correct/birth');
  await look();
  await keys.type('#year', '');
  await wrong('no year');
  await keys.type('#year', String(person.hall.context.clock.now().getUTCFullYear() - 6));
  await go();
  await look('somebody else signs at that age');
  await press('main .choices a[href^="/apply/correct/birth"]', /birth$/);
  assert.equal(await page.locator('#day').inputValue(), '17', 'nothing was changed');
}

/**
 * Asked for another photo and another paper: missing, no picture, sent. Once everything came it goes back by itself; where
 * something is missing, by a button.
 */
export async function sendMore(person: Person): Promise<void> {
  const { hall, look, open, press, files, wrong } = person;
  await decided(hall, hall.officers[0], ASK);
  await open('/apply/follow');
  await look('asked');
  await press('main a[href^="/apply/another-photo"]', /another-photo$/);
  await look();
  await wrong('no file', SEND);
  await sendFile(person, files.none);
  await look('no picture');
  await sendFile(person, files.paper);
  await afterNewCode(person);
  await look('photo sent');
  await open('/apply/more');
  await look();
  await press('main a[href^="/apply/more/residency"]', /more\/residency$/);
  await look();
  await wrong('no file', SEND);
  await sendFile(person, files.none);
  await look('no picture');
  await sendFile(person, files.paper);
  await afterNewCode(person);
  await look('back by itself');

  await decided(hall, hall.officers[0], ASK);
  await open('/apply/more/residency');
  await sendFile(person, files.paper);
  await afterNewCode(person);
  await look('the photo is missing');
  await press(GO, /follow$/);
  await look('handed back');
}

/** Whoever a child lives with and whom to call, put right. */
export async function correctCareOf(person: Person): Promise<void> {
  const { keys, look, open, wrong, go } = person;
  await open('/apply/correct/care-of');
  await look();
  await keys.type('#care-of', 'Thistlewood '.repeat(12));
  await wrong('too long');
  await keys.type('#care-of', 'Thistlewood Home');
  await go();
  await afterNewCode(person);
  await open('/apply/correct/emergency');
  await look();
  await keys.type('#emergency', 'Thistlewood '.repeat(12));
  await wrong('too long');
  await keys.type('#emergency', '');
  await go(/follow$/);
}

/** Denied, which requirement and how to mend it; then another person looks, or everything is destroyed now. */
export async function denied(person: Person, then: 'appeal' | 'destroy'): Promise<void> {
  const { hall, look, open, press, cell } = person;
  await decided(hall, hall.officers[0], DENY);
  await open('/apply/follow');
  await look('denied');
  await press(`main a[href^="/apply/${then}"]`, new RegExp(`${then}$`));
  await look();
  await press(then === 'appeal' ? GO : 'main button.grave');
  await look(`${then} done`);
  assert.equal(await person.page.locator('html').getAttribute('lang'), cell.language);
}

/** Approved: the sheet for the desk. */
export async function pickUp(person: Person): Promise<void> {
  const { hall, look, open, press } = person;
  await decided(hall, hall.officers[1], APPROVE);
  await open('/apply/follow');
  await look('approved');
  await press('main a[href^="/apply/pick-up"]', /pick-up$/);
  await look();
}

async function afterNewCode({ page, go }: Person): Promise<void> {
  if (new URL(page.url()).pathname.endsWith('/new-code')) await go();
}
