import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { forOneServer } from '../../testing/database.ts';
import { PLANTED, sendApplication } from '../testing/application.ts';
import { reviewHall } from '../testing/hall.ts';
import { freePort, openStaffOrigin } from '../testing/staff-origin.ts';
import { joinAs } from '../testing/steps.ts';

forOneServer('opening by order in two browsers', (test) => {
  test('T10: one officer asks, another agrees, and the record opens in the first one’s page', async (db, t) => {
    const profiles = await mkdtemp(join(tmpdir(), 'commonkey-unseal-'));
    t.after(() => rm(profiles, { recursive: true, force: true }));
    const one = await browserOrSkip(t, { profileDir: join(profiles, 'one') });
    const two = await browserOrSkip(t, { profileDir: join(profiles, 'two') });
    if (!one || !two) return;
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const [asks, agrees] = [await one.context.newPage(), await two.context.newPage()];
    await joinAs(asks, context, ['reviewer', 'evidence-officer']);
    await joinAs(agrees, context, ['evidence-officer']);
    const { id } = await sendApplication(context);
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const settle = { state: 'denied', waiting_since: null } as const;
    const address = `${context.config.origins.staff.origin}/review/unseal`;

    await asks.goto(address);
    await lookOver(asks, '/review/unseal');
    const askFor = async (typed: string) => {
      await asks.getByLabel('Reference of the application').fill(typed);
      await asks.getByRole('button', { name: 'Ask to open it' }).click();
    };
    await askFor('0'.repeat(8));
    await asks.getByText('No application that was sent has this reference').waitFor();
    await askFor(reference);
    await asks.getByText('This application is not decided yet').waitFor();
    await lookOver(asks, '/review/unseal, undecided');
    await db.store.write((tx) => tx.updateTable('applications').set(settle).where('id', '=', id).execute());
    await askFor(reference.toLowerCase());
    const request = await asks.locator('[data-unseal-request]').innerText();
    await lookOver(asks, '/review/unseal, asked');

    await asks.getByLabel('The line they gave you').fill(request);
    await asks.getByRole('button', { name: 'Agree with your passkey' }).click();
    await asks.getByText('somebody else has to approve it').waitFor();

    await agrees.goto(address);
    await agrees.getByLabel('The line they gave you').fill(request);
    await agrees.getByRole('button', { name: 'Agree with your passkey' }).click();
    const passed = await agrees.locator('[data-unseal-passed]').innerText();
    await lookOver(agrees, '/review/unseal, agreed');

    await asks.getByLabel('The line they give you').fill(passed);
    await asks.getByRole('button', { name: 'Open with your passkey' }).click();
    await asks.locator('[data-unseal-file]').waitFor();
    assert.ok(await asks.getByText(PLANTED.person.name).isVisible());
    await asks.getByText('Sent to show').first().waitFor();
    await asks.getByRole('button', { name: 'Close it' }).click();
    assert.equal(await asks.getByText(PLANTED.person.name).count(), 0);
    const openings = await db.store.read.selectFrom('evidence_openings').select('purpose').execute();
    assert.deepEqual(openings, [{ purpose: 'order' }, { purpose: 'order' }]);
  });
});
