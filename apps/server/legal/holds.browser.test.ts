import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Flow } from '@commonkey/program';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../tests/browser/launch.ts';
import { lookOver } from '../../../tests/pages/look-over.ts';
import type { ServedProgram } from '../config/program.ts';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { insertSealed } from '../holds/testing/sealed.ts';
import { CARRIED } from '../portal/testing/hall.ts';
import { reviewHall } from '../review/testing/hall.ts';
import { freePort, openStaffOrigin } from '../review/testing/staff-origin.ts';
import { joinAs } from '../review/testing/steps.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';

/** The shipped register names no vendor: nobody would have to be told. */
function withVendors({ program, files }: ServedProgram): ServedProgram {
  const flow = (id: string, recipient: string, noticeTo?: string): Flow => ({
    id,
    kind: 'vendor',
    recipient,
    purpose: 'purpose.series-contact',
    basis: 'A contract',
    fields: ['counts'],
    contact: 'legal-department',
    reviewBy: '2027-06-30',
    source: 'own',
    ...(noticeTo === undefined ? {} : { noticeTo }),
  });
  const flows = [
    flow('carriers', 'Northern Carriers', 'legal@carriers.example'),
    flow('storage', 'Lakeside Storage'),
  ];
  const sharing = { ...program.sharing, flows: [...(program.sharing?.flows ?? []), ...flows] };
  return { files, program: { ...program, sharing } };
}

forOneServer('holds in a browser', (test) => {
  test('T11: placed by keyboard, confirmed for a part, told, asked to be lifted; every page bears a look', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-legal-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = { COMMONKEY_STAFF_PORT: String(await freePort()) };
    const hall = { ...(await reviewHall(db, t, { env })), notices: CARRIED };
    const context = { ...hall, program: withVendors(hall.program) };
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, context, ['law-officer'], { key: false });

    await page.goto(`${origin}/exposure?lang=en`);
    await lookOver(page, '/exposure');
    const scope = page.getByLabel('What it asks for');
    await page.getByRole('button', { name: 'Show what it would get' }).click();
    await page.getByRole('heading', { name: 'Ask again' }).waitFor();
    await lookOver(page, '/exposure, answered');
    await page.getByLabel('Under which rules').selectOption('chicago-2025');
    await page.getByRole('button', { name: 'Show what it would get' }).click();
    await page.getByText('65 and older').waitFor();
    await lookOver(page, '/exposure, under other rules');
    await page.getByLabel('Under which rules').selectOption('');
    await scope.fill('format: commonkey-demand-1');
    await page.getByRole('button', { name: 'Show what it would get' }).click();
    await page.getByRole('alert').waitFor();
    await lookOver(page, '/exposure with faults');
    await page.goto(`${origin}/holds?lang=en`);
    await lookOver(page, '/holds, none');
    await page.goto(`${origin}/holds/new?lang=en`);
    await lookOver(page, '/holds/new');
    await page.getByRole('button', { name: 'Place the hold now' }).click();
    await page.getByRole('alert').waitFor();
    await lookOver(page, '/holds/new with faults');
    await page.getByLabel('Only these:').check();
    await page.getByLabel('Pictures of papers').check();
    await page.getByLabel('Contact for news').check();
    await page.getByLabel('Of every day').check();
    await page.getByLabel('There is a lawsuit').check();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'The hold counts' }).waitFor();
    await lookOver(page, 'placed');
    await page.getByRole('link', { name: 'See the hold' }).click();
    await lookOver(page, 'a provisional hold');
    await page.getByRole('link', { name: 'Confirm this hold' }).click();
    await lookOver(page, 'confirming');
    // Which is meant nobody can tell: all of it, or what is ticked.
    await page.getByLabel('Contact for news').check();
    await page.getByRole('button', { name: 'Confirm the hold' }).click();
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'confirming with faults');
    assert.ok(await page.getByLabel('Contact for news').isChecked());
    const twice = await page.context().newPage();
    await twice.goto(page.url());
    await page.getByLabel('Only these:').check();
    await page.getByLabel('Of every day').check();
    await page.locator('summary', { hasText: 'English' }).click();
    await page.getByLabel(/^In English/).fill('A court told us to keep this.');
    await page.getByRole('button', { name: 'Confirm the hold' }).click();
    await page.getByText('The hold is confirmed.').waitFor();
    await lookOver(page, 'a confirmed hold');
    await twice.locator('summary', { hasText: 'English' }).click();
    await twice.getByLabel(/^In English/).fill('Something else.');
    await twice.getByRole('button', { name: 'Confirm the hold' }).click();
    await twice.getByText('Nothing was changed by this press.').waitFor();
    await lookOver(twice, 'a hold that stands already');
    assert.equal(await twice.locator('textarea').first().inputValue(), 'Something else.');
    await twice.close();
    await page.getByRole('link', { name: 'The letters to print' }).click();
    await lookOver(page, 'the letters');
    await page.goBack();
    await page.getByRole('link', { name: 'Change the words' }).click();
    await lookOver(page, 'the words');
    await page.getByRole('button', { name: 'Use these words from now on' }).click();
    await page.getByRole('link', { name: 'Tell residents, by message or on a page' }).click();
    await lookOver(page, 'telling residents');
    await page.getByLabel('No order and no law forbids it').check();
    await page.keyboard.press('Enter');
    await page.getByText('You asked. A second person has to agree.').waitFor();
    await lookOver(page, 'telling residents, asked for');
    await page.getByRole('link', { name: 'Write a public notice' }).click();
    await lookOver(page, 'a public notice');
    await page.getByLabel(/^In English/).fill('A court asked the city for records.');
    await page.getByLabel('A court allows it').check();
    await page.keyboard.press('Enter');
    await page.getByText('You asked. A second person has to agree.').waitFor();
    await lookOver(page, 'a public notice, asked for');
    // One that lapsed and one that is late for its review, as the list shows them beside it.
    const at = (days: number) => new Date(context.clock.now().getTime() - days * 86_400_000);
    const row = { placed_by: randomUUID(), ledger_salt: context.random(32), reason: 'audit' } as const;
    await db.store.write(async (tx) => {
      const lapsed = { placed_at: at(20), provisional_until: at(17), series: ['portal-draft'] };
      await insertSealed(tx, { ...row, ...lapsed, id: randomUUID() });
      const late = {
        placed_at: at(120),
        provisional_until: at(117),
        confirmed_at: at(119),
        confirmed_by: randomUUID(),
      };
      await insertSealed(tx, { ...row, ...late, id: randomUUID(), series: null });
    });
    await page.goto(`${origin}/holds?lang=en`);
    assert.equal(await page.locator('.rows > li').count(), 2);
    await lookOver(page, '/holds');
    await page.goto(`${origin}/holds?lang=es`);
    await lookOver(page, '/holds, in Spanish');
  });

  test('I12: of a hold that was changed in the database nothing is shown as true but what the key process knows', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-altered-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, context, ['law-officer'], { key: false });
    const { id } = await placeHold(db.store, { ...EVERYTHING, series: ['portal-draft'] }, randomUUID(), {
      ...context,
      inFlight: context.vault.inFlight,
    });
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const edit = `placed_at = '1998-12-31T18:00:00Z', provisional_until = '1999-01-03', series = '{nothing}'`;
    await pool.query(`update legal_holds set ${edit} where id = '${id}'`);
    // One that the key process never heard of.
    const forged = randomUUID();
    await pool.query(
      `insert into legal_holds (id, series, placed_at, placed_by, provisional_until, ledger_salt)
       select '${forged}', series, placed_at, placed_by, provisional_until, sha256(ledger_salt) from legal_holds`,
    );
    const said = async (address: string, name: string) => {
      await page.goto(`${origin}${address}?lang=en`);
      await lookOver(page, name);
      const text = await page.locator('main').innerText();
      assert.doesNotMatch(text, /1998|1999|nothing\b.*portal/, name);
      await shoot(page, name);
      return text;
    };
    const known = await said(`/holds/${id}`, 'a hold that was changed');
    const year = new Intl.DateTimeFormat('en', { year: 'numeric' }).format(context.clock.now());
    assert.match(known, new RegExp(`Placed\\s+\\w+ \\d+, ${year}`));
    assert.match(known, /What it keeps\s+Draft, not sent yet/);
    assert.match(known, /How it stands there\s+Provisional/);
    await redFirst(page);
    const unknown = await said(`/holds/${forged}`, 'a hold that nobody knows');
    assert.match(unknown, /Placed\s+Not known/);
    assert.match(unknown, /The key process does not know this hold/);
    await redFirst(page);
    const list = await said('/holds', 'changed holds in the list');
    assert.match(list, /Placed\s+Not known/);
    for (const state of await page.locator('.rows .hold-state').all())
      assert.equal(await state.evaluate((one) => getComputedStyle(one).color), BRICK);

    await context.stopKeeper();
    assert.match(await said(`/holds/${id}`, 'keys away'), /The key process does not answer now/);
  });
});

const BRICK = 'rgb(163, 42, 30)';

/** The warning comes before how it stands, and that before every fact; nothing else stands between. */
async function redFirst(page: Page): Promise<void> {
  const order = await page
    .locator('main')
    .evaluate((main) =>
      [...main.querySelectorAll('.notice-brick, .hold-state, ul, dl, .quiet-text')].map(
        (one) => one.className.split(' ')[0],
      ),
    );
  assert.deepEqual(order.slice(0, 2), ['notice', 'hold-state'], order.join(', '));
  assert.ok(
    order.indexOf('quiet-text') === -1 || order.indexOf('quiet-text') > order.lastIndexOf('hold-facts'),
  );
  const state = page.locator('.hold-state');
  assert.equal(await state.evaluate((one) => getComputedStyle(one).color), BRICK);
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.COMMONKEY_SHOTS;
  if (folder)
    await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}
