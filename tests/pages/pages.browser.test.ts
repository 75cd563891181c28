import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addPasskey, browserOrSkip, captureTraffic, type Exchange } from '../browser/launch.ts';
import { type CityHallProcess, startCityHall } from '../journeys/service.ts';
import { closeOneOfTwoShifts } from './closed-shift.ts';
import { fits, lookOver } from './look-over.ts';

const PUBLIC_PAGES = ['/', '/what-we-hold', '/report-lost'];
/** Words change a page's measures, and nothing else that has to be looked over again. */
const LANGUAGES = [
  ['en', lookOver],
  ['es', fits],
] as const;
/** UX-20: a first view on a telephone far from a mast. */
const FIRST_VIEW = 60_000;

test('city hall’s pages in a browser', { timeout: 240_000 }, async (t) => {
  const profiles = await mkdtemp(join(tmpdir(), 'commonkey-pages-'));
  t.after(() => rm(profiles, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir: join(profiles, 'one') });
  if (!browser) return;
  const plain = await browserOrSkip(t, { profileDir: join(profiles, 'plain'), scripts: false });
  const second = await browserOrSkip(t, { profileDir: join(profiles, 'two') });
  if (!plain || !second) return;
  const hall = await startCityHall(t);
  const page = await browser.context.newPage();

  await t.test('UX-20: the first view is small and asks nobody else', async () => {
    const traffic = captureTraffic(browser.context);
    await page.goto(`${hall.origins.public}/`, { waitUntil: 'networkidle' });
    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    const own = traffic.exchanges.filter(({ url }) => url.startsWith(hall.origins.public));
    assert.ok(own.some(({ url }) => url.endsWith('.woff2')) && own.some(({ url }) => url.endsWith('.css')));
    const bytes = own.reduce((sum, one) => sum + crossed(one), 0);
    assert.ok(bytes <= FIRST_VIEW, `${bytes} bytes`);
  });

  await t.test('T11: every public page, in each language', async () => {
    const headings = new Set<string>();
    for (const path of [...PUBLIC_PAGES, '/nowhere'])
      for (const [language, look] of LANGUAGES) {
        const answer = await page.goto(`${hall.origins.public}${path}?lang=${language}`);
        assert.equal(answer?.status(), path === '/nowhere' ? 404 : 200);
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        assert.match(await page.locator('.masthead-home').innerText(), /Model City/);
        headings.add(await page.locator('h1').innerText());
        await look(page, `${path} ${language}`);
      }
    assert.equal(headings.size, 2 * (PUBLIC_PAGES.length + 1), 'no heading is left in another language');
  });

  await t.test('T11, UX-19: public pages without a script, and their links and forms', async () => {
    const bare = await plain.context.newPage();
    await bare.goto(`${hall.origins.public}/?lang=en`);
    await bare.locator('nav.languages summary').click();
    await bare.getByRole('link', { name: 'Español' }).click();
    await bare.getByRole('heading', { level: 1, name: 'La tarjeta de la ciudad' }).waitFor();
    await bare.getByRole('link', { name: 'Ver qué guardamos' }).click();
    await bare.getByRole('heading', { level: 1, name: 'Qué guardamos' }).waitFor();
    await bare.getByRole('link', { name: 'Volver al inicio' }).click();
    await bare.getByRole('link', { name: 'Anular una tarjeta perdida' }).click();
    await wrongForm(bare);
  });

  await t.test('UX-09: what is wrong is said on top, and at the field', async () => {
    await page.goto(`${hall.origins.public}/report-lost?lang=en`);
    await wrongForm(page);
    await lookOver(page, 'report-lost with errors');
    await page.goto(`${hall.origins.public}/report-lost?lang=en`);
    await page.locator('#number').fill('1234 5678 9016');
    await page.locator('#secret').fill('0123 4567 89ab cdef');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'report-lost without a match');
  });

  await staffPages(t, hall, page, await second.context.newPage());
});

/** By keyboard: leaves both fields unreadable, and follows the summary to the first. */
async function wrongForm(page: Page): Promise<void> {
  await page.locator('#number').focus();
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert');
  await summary.waitFor();
  assert.match(await page.title(), /^Error: /);
  for (const field of ['#number', '#secret'])
    assert.equal(await page.locator(field).inputValue(), '', 'no answer repeats what was typed (T1)');
  for (const field of ['number', 'secret']) {
    const said = await summary.locator(`a[href="#${field}"]`).innerText();
    assert.equal(await page.locator(`#${field}-error`).innerText(), said);
    assert.match((await page.locator(`#${field}`).getAttribute('aria-describedby')) ?? '', /-error/);
  }
  assert.ok(await summary.evaluate((one) => document.activeElement === one), 'the summary has the focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#number');
  await page.keyboard.type('9');
  assert.match(await page.locator('#number').inputValue(), /9/);
}

/** Two people and their passkeys: an administrator alone, then a colleague by link, then two administrators. */
async function staffPages(
  t: { test: (name: string, work: () => Promise<void>) => Promise<void> },
  hall: CityHallProcess,
  admin: Page,
  rosa: Page,
): Promise<void> {
  const { staff } = hall.origins;
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const person = (page: Page, name: string) =>
    page.locator('section', { has: page.getByRole('heading', { level: 2, name, exact: true }) });
  const saveRoles = (page: Page, name: string) =>
    person(page, name).getByRole('button', { name: 'Save roles' }).click();
  const invite = async (name: string) => {
    await admin.goto(`${staff}/staff?lang=en`);
    await admin.locator('#called').fill(name);
    await admin.locator('form[action^="/staff/invite"]').getByLabel('Clerk').check();
    await admin.getByRole('button', { name: 'Make the link' }).click();
    await heading(admin, `A link for ${name}`);
    return (await admin.locator('.once').innerText()).trim();
  };
  const join = async (page: Page, link: string) => {
    await page.goto(link.replace('/join#', '/join?lang=en#'));
    await page.getByRole('button', { name: 'Make my passkey' }).click();
    await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor();
  };

  await t.test('the first administrator joins, and every staff page bears a look', async () => {
    await addPasskey(admin);
    await addPasskey(rosa);
    await admin.goto(`${staff}/sign-in?lang=en`);
    await lookOver(admin, 'sign-in');
    await admin.goto(hall.administratorLink);
    await lookOver(admin, 'join');
    await join(admin, hall.administratorLink);
    await admin.goto(`${staff}/staff?lang=en`);
    for (const role of ['Clerk', 'Desk supervisor', 'Cards officer'])
      await person(admin, 'Administrator').getByLabel(role).check();
    await saveRoles(admin, 'Administrator');
    for (const [language, look] of LANGUAGES)
      for (const path of ['/', '/staff', '/approvals', '/passkeys', '/shifts', '/cards']) {
        const answer = await admin.goto(`${staff}${path}?lang=${language}`);
        assert.equal(answer?.status(), 200);
        await look(admin, `staff ${path} ${language}`);
      }
  });

  await t.test('a card number that cannot be read is said at its field', async () => {
    await admin.goto(`${staff}/cards?lang=en`);
    await admin.locator('#number').fill('12');
    await admin.getByRole('button', { name: 'Revoke this card' }).click();
    await admin.getByRole('alert').getByRole('link').click();
    assert.equal(await admin.evaluate(() => document.activeElement?.id), 'number');
    await lookOver(admin, 'revoke with an error');
  });

  await t.test('shifts open and closed, and a holder who ends a lost card', async () => {
    const card = await closeOneOfTwoShifts(admin, hall.origins.desk);
    await admin.goto(`${staff}/shifts?lang=en`);
    for (const name of ['Open shifts', 'Closed shifts'])
      assert.equal(await admin.getByRole('table', { name }).locator('tbody tr').count(), 1);
    await lookOver(admin, 'shifts');
    await rosa.goto(`${hall.origins.public}/report-lost?lang=en`);
    await rosa.locator('#number').fill(card.number);
    await rosa.locator('#secret').fill(card.secret);
    await rosa.keyboard.press('Enter');
    await rosa.locator('main').getByRole('status').waitFor();
    await heading(rosa, 'The card has ended');
    assert.ok(!(await rosa.content()).includes(card.number), 'the answer does not repeat the card');
    await lookOver(rosa, 'ended');
  });

  await t.test('the last passkey stays: said beforehand, and refused', async () => {
    await admin.goto(`${staff}/passkeys?lang=en`);
    await admin.getByText('Your only passkey cannot be removed').waitFor();
    assert.equal(await admin.getByRole('button', { name: /^Remove/ }).count(), 0);
    const other = await admin.context().newPage();
    await addPasskey(other);
    await other.goto(`${staff}/passkeys?lang=en`);
    await other.getByRole('button', { name: 'Add a passkey' }).click();
    const removals = (page: Page) => page.getByRole('button', { name: /^Remove/ });
    await removals(other).nth(1).waitFor();
    await admin.reload();
    await lookOver(admin, 'two passkeys');
    await removals(other).nth(1).click();
    await other.getByText('Your only passkey cannot be removed').waitFor();
    // The first tab does not know yet.
    await removals(admin).nth(0).click();
    await admin.getByText('This is your only passkey').waitFor();
    await other.close();
  });

  await t.test('the last administrator stays: said beforehand, and refused', async () => {
    await admin.goto(`${staff}/staff?lang=en`);
    const own = person(admin, 'Administrator');
    assert.ok(await own.getByLabel('Administrator', { exact: true }).isDisabled());
    await own.getByText('The only administrator who can sign in').waitFor();
    await own.locator('input[type="hidden"][name="role-administrator"]').evaluate((one) => one.remove());
    await saveRoles(admin, 'Administrator');
    await admin.getByText('Nobody else who can sign in is an administrator').waitFor();
    await lookOver(admin, 'refused');
  });

  await t.test('a clerk joins by a link that works once, and sees a clerk’s doors', async () => {
    const link = await invite('Rosa');
    await lookOver(admin, 'link');
    await join(rosa, link);
    const doors = rosa.getByRole('navigation', { name: 'Staff pages' });
    await doors.getByRole('link', { name: 'Desks and shifts' }).waitFor();
    assert.equal(await doors.getByRole('link', { name: 'People and roles' }).count(), 0);
    assert.equal((await rosa.goto(`${staff}/staff?lang=en`))?.status(), 403);
    await lookOver(rosa, 'not permitted');
    await rosa.goto('about:blank');
    await rosa.goto(link.replace('/join#', '/join?lang=en#'));
    await rosa.getByRole('button', { name: 'Make my passkey' }).click();
    await rosa.getByText('This link does not work').waitFor();
  });

  await t.test(
    'a city hall of one approves alone and is told so; the rule ends with the second',
    async () => {
      const ask = async (name: string) => {
        await admin.goto(`${staff}/staff?lang=en`);
        await person(admin, name).getByLabel('Administrator', { exact: true }).check();
        await saveRoles(admin, name);
        await heading(admin, 'Approvals');
      };
      await ask('Rosa');
      await admin.getByText('Under the rule for a city hall of one').waitFor();
      await lookOver(admin, 'approvals of one');
      await admin.getByRole('button', { name: 'Approve' }).click();
      await admin.getByText('Nothing is waiting').waitFor();
      assert.equal(await admin.getByText('city hall of one').count(), 0);

      await invite('Sam');
      await ask('Sam');
      await admin.getByText('somebody else has to approve it').waitFor();
      assert.equal(await admin.getByRole('button', { name: 'Approve' }).count(), 0);
      await lookOver(admin, 'approvals of two');
      await rosa.goto(`${staff}/approvals?lang=en`);
      await rosa.getByText('Administrator asks to make Sam an administrator').waitFor();
      await rosa.getByRole('button', { name: 'Approve' }).click();
      await rosa.getByText('Nothing is waiting').waitFor();
      await rosa.goto(`${staff}/staff?lang=en`);
      assert.ok(await person(rosa, 'Sam').getByLabel('Administrator', { exact: true }).isChecked());
    },
  );

  await t.test('who has left is out at the next request', async () => {
    await admin.goto(`${staff}/staff?lang=en`);
    await person(admin, 'Rosa').getByText('Rosa has left').click();
    await lookOver(admin, 'leaving');
    await person(admin, 'Rosa').getByRole('button', { name: 'End the access of Rosa' }).click();
    await person(admin, 'Rosa').waitFor({ state: 'detached' });
    await rosa.goto(`${staff}/?lang=en`);
    await heading(rosa, 'Staff sign-in');
  });
}

/** Bytes of an answer on the wire: its coded length where the service says it, else the whole body; with its headers. */
function crossed(one: Exchange): number {
  const at = one.responseHeaders.findIndex(
    (text, place) => place % 2 === 0 && /^content-length$/i.test(text),
  );
  const body = at < 0 ? one.responseBody.length : Number(one.responseHeaders[at + 1]);
  return body + one.responseHeaders.join('  ').length;
}
