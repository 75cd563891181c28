import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pickUpDesk } from '../../apps/server/desks/testing/pick-up-desk.ts';
import { EXISTS_PATH } from '../../apps/server/portal/after/paths.ts';
import { back, decided, sent } from '../../apps/server/portal/after/testing/sent.ts';
import { setSwitch } from '../../apps/server/portal/switch/set-switch.ts';
import type { Applicant } from '../../apps/server/portal/testing/applicant.ts';
import { portalHall } from '../../apps/server/portal/testing/hall.ts';
import { lapse } from '../../apps/server/review/service.ts';
import { withSecondLooks } from '../../apps/server/review/testing/hall.ts';
import { newOfficer } from '../../apps/server/review/testing/officers.ts';
import type { ApplicationState } from '../../apps/server/store/tables/portal.ts';
import { accessibilityFaults, browserOrSkip } from '../browser/launch.ts';
import { testOnEmbedded } from './on-embedded.ts';

/** What each state of an application is looked at as: one that is added to the store does not compile here until it has a page. */
const OF_APPLICATIONS: Record<ApplicationState, string> = {
  draft: 'a draft',
  waiting: 'waiting',
  asked: 'asked for more',
  'second-look': 'looked at a second time',
  approved: 'approved',
  denied: 'denied',
  appealed: 'appealed',
  lapsed: 'lapsed',
  withdrawn: 'taken back',
};
/** States that no route tells apart: how the city stands, how the browser stands, and what was sent wrongly. */
const OTHERS = [
  'signed out',
  'still signed in',
  'still signed in, helping',
  'a wrong code',
  'no picture chosen',
  'a file that is no picture',
  'intake stopped, at the start',
  'intake stopped, in a draft',
  'intake stopped, at an answer',
  'too late to send more',
  'a session that is over',
  'keys away, at the start',
  'keys away, in a draft',
  'keys away, at an answer',
  'keys away, after sending',
  'what exists, with one who has both halves',
  'what exists, with halves of two',
  'picked up, in a page that was open',
  'picked up, by its code',
] as const;
type State = (typeof OTHERS)[number] | (typeof OF_APPLICATIONS)[ApplicationState];

const DAY = 86_400_000;

testOnEmbedded(
  'T11: every state of an application online, in a browser, with axe and at 320 px',
  async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'ck-states-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const viewport = { width: 320, height: 640 };
    const browser = await browserOrSkip(t, { profileDir, viewport });
    if (!browser) return;
    const change = withSecondLooks(100);
    const hall = await portalHall(db, t, { listening: true, patient: false, officers: 1, change });
    const { context, origin } = hall;
    const officers = [...hall.officers];
    const page = await browser.context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const seen = new Set<string>();
    const faults: string[] = [];

    const look = async (state: State, heading: RegExp) => {
      assert.match(await page.locator('h1, legend h1').first().innerText(), heading, state);
      seen.add(state);
      for (const fault of await accessibilityFaults(page)) faults.push(`${state}: ${fault}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${state}: ${wide} px too wide`);
      const folder = process.env.COMMONKEY_SHOTS;
      if (folder) await page.screenshot({ path: join(folder, `${state}.png`), fullPage: true });
    };
    /** The browser is this person's from now on. */
    const as = async (person: Applicant) => {
      await browser.context.clearCookies();
      const cookies = Object.entries(person.cookies).map(([name, value]) => ({ name, value, url: origin }));
      await browser.context.addCookies(cookies);
    };
    const open = (path: string) => page.goto(`${origin}${path}?lang=en`);
    const press = async (selector = 'main form button[type="submit"]') => {
      await page.locator('main').evaluate((main) => main.setAttribute('data-old', ''));
      await page.locator(selector).first().click();
      await page.locator('main:not([data-old])').waitFor();
      await page.waitForLoadState();
    };
    /** The service's clock stands still, and one address may not ask for everything in one moment. */
    const sendOne = () => {
      passes(2 / (24 * 60));
      return sent(hall);
    };
    const passes = (days: number) => context.setTime(new Date(context.clock.now().getTime() + days * DAY));
    const suspend = (suspended: boolean) =>
      context.store.write((tx) => setSwitch(context, tx, { suspended, by: officers[0]?.staffId ?? '' }));
    const follow = async (code: string) => {
      await as(await back(hall, code));
      await open('/apply/follow');
    };

    /** One that was stopped has what was asked meanwhile to answer first. */
    const keysBack = async () => {
      process.kill(hall.keeper.pid(), 'SIGCONT');
      for (let tries = 0; tries < 100; tries += 1) {
        const { body } = await hall.visitor().open('/apply');
        if (!/does not work just now/.test(body)) return;
        await setTimeout(100);
      }
      assert.fail('the key process does not answer again');
    };

    await open('/apply/over');
    await look('signed out', /signed out/);
    await open('/apply/return');
    await page.locator('#code').fill('00000-00000-00000');
    await press();
    await look('a wrong code', /code/i);

    const helper = hall.visitor();
    await helper.begin('helper');
    await as(helper);
    await open('/apply/over');
    await look('still signed in, helping', /still signed in/);
    const draft = hall.visitor();
    await draft.begin();
    await draft.answer({ who: 'self' });
    await as(draft);
    await open('/apply/over');
    await look('still signed in', /still signed in/);
    await open('/apply/ask/name');
    await look(OF_APPLICATIONS.draft, /name/i);
    await suspend(true);
    await page.locator('#name').fill('Zephyrine Quakenbush');
    await press();
    await look('intake stopped, at an answer', /not/i);
    await open('/apply/ask/name');
    await look('intake stopped, in a draft', /paused/);
    await open('/apply');
    await look('intake stopped, at the start', /paused/);
    await suspend(false);

    passes(2 / (24 * 60));
    const uploads = hall.visitor();
    await uploads.begin();
    for (const answer of [
      { who: 'self' },
      { name: 'Zephyrine Quakenbush' },
      { day: '17', month: '4', year: '1987' },
      { home: 'address' },
      { address: '17 Thistlewood Lane', address2: '' },
    ])
      await uploads.answer(answer);
    await as(uploads);
    await open(uploads.pathname());
    await press('main form[enctype] button[type="submit"]');
    await look('no picture chosen', /./);
    const none = { name: 'none.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 broken') };
    await page.locator('input[type="file"]').first().setInputFiles(none);
    await press('main form[enctype] button[type="submit"]');
    await page.getByRole('alert').waitFor();
    await look('a file that is no picture', /./);

    const taken = await sendOne();
    const withOne = /One person worked here when you sent this/;
    await follow(taken.code);
    await open(EXISTS_PATH);
    assert.match(await page.locator('main').innerText(), withOne);
    await look('what exists, with one who has both halves', /What exists/);
    officers.push(await newOfficer(context));
    await follow(taken.code);
    await open(EXISTS_PATH);
    assert.doesNotMatch(await page.locator('main').innerText(), withOne);
    await look('what exists, with halves of two', /What exists/);
    await open('/apply/follow');
    await look(OF_APPLICATIONS.waiting, /./);
    await open('/apply/withdraw');
    await press();
    await look(OF_APPLICATIONS.withdrawn, /./);

    const denied = await sendOne();
    await decided(hall, officers[0], { verdict: 'deny', unmet: ['residency'] });
    // A no may be looked at a second time as well.
    await secondOf(denied.id, { verdict: 'deny', unmet: ['residency'] });
    await follow(denied.code);
    await look(OF_APPLICATIONS.denied, /./);
    await open('/apply/appeal');
    await press();
    await look(OF_APPLICATIONS.appealed, /./);
    await endOf(denied.code);

    const approved = await sendOne();
    await decided(hall, officers[0], { verdict: 'approve', unmet: [] });
    await follow(approved.code);
    await look(OF_APPLICATIONS['second-look'], /./);
    await secondOf(approved.id, { verdict: 'approve', unmet: [] });
    await follow(approved.code);
    await look(OF_APPLICATIONS.approved, /./);
    await open(EXISTS_PATH);
    const clerk = await newOfficer(context, ['clerk']);
    const desk = await pickUpDesk(context, clerk.staffId);
    const { record } = await desk.waiting.openByCode(approved.code);
    assert.equal(await desk.waiting.handedOver(record), 'first');
    assert.equal(await stateNow(approved.id), undefined);
    await open('/apply/follow');
    await look('picked up, in a page that was open', /Use your code/);
    await open('/apply/return');
    await page.locator('#code').fill(approved.code);
    await press();
    await look('picked up, by its code', /code/i);

    const asked = await sendOne();
    await decided(hall, officers[0], { verdict: 'ask', unmet: ['residency'] });
    await follow(asked.code);
    await look(OF_APPLICATIONS.asked, /./);

    await as(draft);
    process.kill(hall.keeper.pid(), 'SIGSTOP');
    try {
      await open('/apply');
      await look('keys away, at the start', /does not work just now/);
      await open('/apply/ask/name');
      await look('keys away, in a draft', /did not work/);
    } finally {
      await keysBack();
    }
    await open('/apply/ask/name');
    await page.locator('#name').fill('Zephyrine Quakenbush');
    process.kill(hall.keeper.pid(), 'SIGSTOP');
    try {
      await press();
      await look('keys away, at an answer', /did not work/);
      assert.equal(await page.locator('input[name="name"]').inputValue(), 'Zephyrine Quakenbush');
    } finally {
      await keysBack();
    }
    await press();
    assert.match(page.url(), /ask\/birth/, 'one press goes on with what was typed');
    await follow(asked.code);
    process.kill(hall.keeper.pid(), 'SIGSTOP');
    try {
      await open('/apply/correct/name');
      await look('keys away, after sending', /did not work/);
    } finally {
      await keysBack();
    }

    await open('/apply/correct/name');
    passes(1);
    await press();
    await look('a session that is over', /./);
    const { lastDay } = { lastDay: 400 };
    for (let days = 0; days < lastDay && (await stateNow(asked.id)) === 'asked'; days += 5) {
      passes(5);
      await lapse(context);
    }
    assert.equal(await stateNow(asked.id), 'lapsed');
    await follow(asked.code);
    await look(OF_APPLICATIONS.lapsed, /./);
    await open('/apply/more');
    await look('too late to send more', /./);

    assert.deepEqual(faults, []);
    assert.deepEqual(errors, []);
    const wanted = [...Object.values(OF_APPLICATIONS), ...OTHERS];
    assert.deepEqual(
      wanted.filter((state) => !seen.has(state)),
      [],
      'states that nobody looked at',
    );

    async function stateNow(id: string) {
      const rows = context.store.read.selectFrom('applications').select('state').where('id', '=', id);
      return (await rows.executeTakeFirst())?.state;
    }
    async function secondOf(id: string, decision: Parameters<typeof decided>[2]) {
      if ((await stateNow(id)) === 'second-look') await decided(hall, officers[1], decision);
    }
    async function endOf(code: string) {
      const person = await back(hall, code);
      await person.open('/apply/withdraw');
      await person.answer();
    }
  },
);
