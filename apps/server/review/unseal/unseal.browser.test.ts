import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { productionsOf, takeBundle } from '../../legal/demands/papers/productions.ts';
import { decidedItem } from '../../legal/demands/testing/hall.ts';
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
    const asksId = await joinAs(asks, context, ['reviewer', 'evidence-officer']);
    const agreesId = await joinAs(agrees, context, ['evidence-officer']);
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

    // Nothing that is read aloud wrong is lost, and what leaves the page opens with the passphrase alone.
    const put = async (line: string) => {
      await asks.getByLabel('The line from counsel').fill(line);
      await asks.getByRole('button', { name: 'Seal it and put it in' }).click();
    };
    for (const count of ['Pages', 'Records', 'People it tells of'])
      await asks.getByLabel(count, { exact: true }).fill('1');
    await put('bundle');
    await asks.getByText('This line cannot be read').waitFor();
    assert.equal(await asks.getByLabel('Pages', { exact: true }).inputValue(), '1');
    const { demand, item } = await decidedItem(context);
    await put(` bundle.${demand}.${item}.court.by-hand.\nissuer `);
    const passphrase = await asks.locator('[data-passphrase]').innerText();
    await lookOver(asks, '/review/unseal, put into a bundle');
    const [made] = await productionsOf(db.store.read, demand);
    assert.ok(made?.by_order);
    assert.equal(made.proposed_by, asksId);
    const bundle = await takeBundle(context, demand, { production: made.id, by: agreesId });
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const archive = Buffer.from(await decrypter.decrypt(bundle));
    assert.ok(archive.includes(PLANTED.person.name) && archive.includes('paper-1.jpg'));
    await asks.getByRole('button', { name: 'Close it' }).click();
    assert.equal(await asks.getByText(PLANTED.person.name).count(), 0);
    const openings = await db.store.read.selectFrom('evidence_openings').select('purpose').execute();
    assert.deepEqual(openings, [{ purpose: 'order' }, { purpose: 'order' }]);
  });
});
