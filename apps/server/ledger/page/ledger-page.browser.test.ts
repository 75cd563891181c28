import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import { buildOrigin, wordsAndStatuses } from '../../http/origin.ts';
import { settlePorts } from '../../listen.ts';
import { record } from '../../store/record.ts';
import { state } from '../../store/statements.ts';
import { forOneServer } from '../../testing/database.ts';
import { routes as frontDoor } from '../../ui/routes.tsx';
import { receiptOf } from '../receipts.ts';
import { routes } from '../routes.tsx';
import { house } from '../testing/house.ts';

forOneServer('T11: the ledger’s page', (test) => {
  test('in a browser without scripts: get a receipt, paste it, read the answer, in both directions', async (db, t) => {
    // Letters do not ask which database their page came from.
    if (db.server !== 'embedded') return;
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const { context: asked, hour } = await house(db.store, t);
    const config = await settlePorts({
      ...asked.config,
      origins: {
        ...asked.config.origins,
        public: { port: 0, origin: 'http://localhost:0' },
      },
    });
    const context = { ...asked, config };
    const offices = [frontDoor(context, async () => true), routes(context)];
    const app = await buildOrigin(context, { name: 'public', ...wordsAndStatuses(offices, 'public') });
    for (const office of offices) await office.public?.(app);
    const { port, origin } = config.origins.public;
    await app.listen({ port, host: 'localhost' });
    t.after(() => app.close());

    const digest = 'cd'.repeat(32);
    const facts = { series: 'draft', count: 12, authority: 'schedule', destroyed_on: '2026-03-02' };
    const { salt } = await db.store.write(async (tx) => {
      await state(tx, { kind: 'app-served', subject: 'desk', digest }, context);
      return record(tx, { kind: 'disposal', ...facts });
    });
    await hour(3);
    const opening = { salt: new Uint8Array(salt), event: { kind: 'disposal', ...facts } };

    const page = await browser.context.newPage();
    await page.goto(`${origin}/?lang=en`);
    await page.getByRole('link', { name: 'Check what we say we did' }).click();
    await page.getByRole('heading', { level: 1, name: 'The city’s ledger' }).waitFor();
    await lookOver(page, 'ledger');
    await page.getByRole('link', { name: 'Get its receipt' }).first().click();
    const receipt = await page.locator('body').innerText();
    assert.match(receipt, /^c2sp\.org\/tlog-proof@v1/);
    await page.goto(`${origin}/ledger?lang=en`);
    await page.getByRole('textbox', { name: 'Receipt' }).fill(receipt);
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByRole('heading', { level: 1, name: 'It holds' }).waitFor();
    await page.getByRole('cell', { name: digest }).waitFor();
    await lookOver(page, 'it holds');

    for (const language of ['ar', 'zh-Hans', 'fr']) {
      await page.goto(`${origin}/ledger?lang=${language}`);
      await fits(page, `ledger ${language}`);
      for (const pasted of ['', 'nothing', await receiptOf(context, { opening })]) {
        await page.locator('#receipt').fill(pasted);
        await page.locator('main button').click();
        await page.locator('main [role=status], main [role=alert]').waitFor();
        await fits(page, `answer ${language}`);
      }
      assert.ok((await page.content()).includes('schedule'));
    }
    await page.goto(`${origin}/ledger?lang=en`);
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByRole('alert').getByRole('link').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'receipt');
    await lookOver(page, 'nothing was pasted');
  });
});
