import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../../tests/pages/look-over.ts';
import { forOneServer } from '../../../testing/database.ts';
import { PLANTED, sendApplication } from '../../testing/application.ts';
import { reviewHall } from '../../testing/hall.ts';
import { freePort, openStaffOrigin } from '../../testing/staff-origin.ts';
import { joinAs } from '../../testing/steps.ts';

forOneServer('halves for newcomers in three browsers', (test) => {
  test('T10: one begins, another finishes, and the newcomer opens by order with a half made of two pieces', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const profiles = await mkdtemp(join(tmpdir(), 'commonkey-halves-'));
    t.after(() => rm(profiles, { recursive: true, force: true }));
    const pages: Page[] = [];
    for (const name of ['one', 'two', 'three']) {
      const browser = await browserOrSkip(t, { profileDir: join(profiles, name) });
      if (!browser) return;
      pages.push(await browser.context.newPage());
    }
    const [one, two, three] = pages;
    assert.ok(one && two && three);
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    await joinAs(one, context, ['reviewer', 'evidence-officer']);
    await joinAs(two, context, ['evidence-officer']);
    const { id } = await sendApplication(context);
    await sendApplication(context);
    await joinAs(three, context, ['evidence-officer']);
    const { origin } = context.config.origins.staff;
    const address = `${origin}/evidence-halves`;

    await three.goto(`${origin}/evidence-keys`);
    const ending = await three.locator('.rows li code').innerText();
    await three.getByRole('link', { name: 'Halves for colleagues who came later' }).click();
    await three.getByText('You have no half of 2 applications').waitFor();
    assert.equal(await three.locator('[data-halves-step]').count(), 0);
    await lookOver(three, '/evidence-halves, newcomer');

    await one.goto(address);
    await one.getByText('Of 2 applications, 2 open with fewer halves').waitFor();
    assert.ok(await one.getByText(ending).isVisible(), 'the same end as on the newcomer’s own page');
    await lookOver(one, '/evidence-halves, to begin');
    await one.getByRole('button', { name: 'Give Colleague the first part' }).click();
    await one.getByText('the first part of 2 halves is given').waitFor();
    await one.getByText('2 applications are begun and wait').waitFor();
    await lookOver(one, '/evidence-halves, begun');

    await two.goto(address);
    await two.getByRole('button', { name: 'Finish for Colleague' }).click();
    await two.getByText('Done: 2 halves are finished.').waitFor();
    await two.getByText('All is well').waitFor();
    await lookOver(two, '/evidence-halves, finished');

    const settle = { state: 'denied', waiting_since: null } as const;
    await db.store.write((tx) => tx.updateTable('applications').set(settle).where('id', '=', id).execute());
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await three.goto(`${origin}/review/unseal`);
    await three.getByLabel('Reference of the application').fill(reference);
    await three.getByRole('button', { name: 'Ask to open it' }).click();
    const request = await three.locator('[data-unseal-request]').innerText();
    await one.goto(`${origin}/review/unseal`);
    await one.getByLabel('The line they gave you').fill(request);
    await one.getByRole('button', { name: 'Agree with your passkey' }).click();
    const passed = await one.locator('[data-unseal-passed]').innerText();
    await three.getByLabel('The line they give you').fill(passed);
    await three.getByRole('button', { name: 'Open with your passkey' }).click();
    await three.locator('[data-unseal-file]').waitFor();
    assert.ok(await three.getByText(PLANTED.person.name).isVisible());
    const openings = await db.store.read
      .selectFrom('evidence_openings')
      .select('purpose')
      .orderBy('purpose')
      .execute();
    assert.deepEqual(
      openings.map(({ purpose }) => purpose),
      ['half-begun', 'half-finished', 'order', 'order'],
    );
  });
});
