import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { photo } from '../../apps/server/portal/testing/applicant.ts';
import { sendApplication } from '../../apps/server/review/testing/application.ts';
import { reviewHall } from '../../apps/server/review/testing/hall.ts';
import { freePort, openStaffOrigin } from '../../apps/server/review/testing/staff-origin.ts';
import { joinAs } from '../../apps/server/review/testing/steps.ts';
import type { TestDatabase } from '../../apps/server/testing/database.ts';
import { accessibilityFaults, browserOrSkip } from '../browser/launch.ts';
import { fits, lookOver } from '../pages/look-over.ts';
import { type Keys, keysOf } from './keyboard.ts';
import { walk } from './matrix/walk.ts';
import { testOnEmbedded } from './on-embedded.ts';

/** What a page bears, and that every stop of the Tab key shows itself. */
async function look(page: Page, what: string): Promise<void> {
  await lookOver(page, what);
  await page.setViewportSize({ width: 1280, height: 800 });
  await walk(page, what);
}

/** The answer to every requirement of the file that is open, by Tab and arrows. */
async function answer(page: Page, keys: Keys, place: number): Promise<void> {
  const names = await page
    .locator('.review-file > fieldset')
    .evaluateAll((groups) => groups.map((one) => one.querySelector('input')?.name ?? ''));
  assert.ok(names.length >= 3, 'every requirement is asked');
  for (const name of names) {
    await keys.to(`input[name="${name}"]`);
    await page.keyboard.press('Space');
    for (let steps = 0; steps < place; steps += 1) await page.keyboard.press('ArrowDown');
  }
}

describe('those who decide online, by keyboard alone', () => {
  const test = testOnEmbedded;
  const open = async (db: TestDatabase, t: Parameters<typeof browserOrSkip>[0]) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'ck-staff-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return undefined;
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const page = await browser.context.newPage();
    return { context, page, origin: context.config.origins.staff.origin, keys: keysOf(page) };
  };

  test('intake stopped and taken up again: every state of the switch bears a look', async (db, t) => {
    const here = await open(db, t);
    if (!here) return;
    const { context, page, origin, keys } = here;
    const said = page.locator('main').getByRole('status');
    const press = async (words: RegExp) => {
      await keys.press('main form[action^="/online"] button');
      await said.getByText(words).waitFor();
    };
    await joinAs(page, context, ['administrator', 'reviewer', 'evidence-officer'], { key: false });
    await page.goto(`${origin}/online?lang=en`);
    await look(page, '/online, nobody can open anything');
    await page.goto(`${origin}/evidence-keys?lang=en`);
    await look(page, '/evidence-keys, none');
    await keys.press('[data-review-make]');
    await page.locator('.rows li').waitFor();
    await look(page, '/evidence-keys, one');
    await page.goto(`${origin}/online?lang=en`);
    await look(page, '/online, open');
    await press(/stopped/i);
    await look(page, '/online, stopped');
    for (const state of ['stopped', 'open'] as const) {
      await page.goto(`${origin}/online?lang=es`);
      assert.deepEqual(await accessibilityFaults(page), [], `${state}, in Spanish`);
      await fits(page, `/online, ${state}, in Spanish`);
      await page.goto(`${origin}/online?lang=en`);
      if (state === 'stopped') await press(/open/i);
    }
  });

  test('an application asked about, denied and approved with no pointer', async (db, t) => {
    const here = await open(db, t);
    if (!here) return;
    const { context, page, origin, keys } = here;
    await joinAs(page, context, ['reviewer', 'evidence-officer']);
    const pictures = { face: await photo('#963'), papers: [await photo()] };
    const state = async (id: string) =>
      (
        await db.store.read
          .selectFrom('applications')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).state;
    await page.goto(`${origin}/review?lang=en`);
    await look(page, '/review, empty');
    for (const [place, verdict] of [
      [1, 'asked'],
      [1, 'denied'],
      [0, 'approved'],
    ] as const) {
      const { id } = await sendApplication(context, pictures);
      await page.goto(`${origin}/review?lang=${verdict === 'asked' ? 'en' : 'es'}`);
      await look(page, `/review, one waits, ${verdict}`);
      await keys.press('[data-review-app] button');
      await page.locator('[data-review-file]').waitFor();
      const focused = await page.evaluate(
        () => document.activeElement?.closest('[data-review-file]') !== null,
      );
      assert.ok(focused, 'the file has the focus when it opens');
      if (verdict === 'asked') {
        await look(page, '/review, open');
        // The room kept for a scroll bar shows the ground beside the picture: a dark one reads as a part of the paper.
        const grounds = await page
          .locator('.review-frame')
          .evaluateAll((frames) => frames.map((one) => getComputedStyle(one).backgroundColor));
        assert.deepEqual([...new Set(grounds)], ['rgb(255, 255, 255)']);
      }
      await keys.press('.review-kinds summary');
      await keys.press('.review-kinds input');
      await answer(page, keys, place);
      await look(page, `/review, answered, ${verdict}`);
      if (verdict === 'denied') {
        await keys.press('.review-verdicts summary');
        await look(page, '/review, asked whether to deny');
        await keys.press('.review-verdicts button.grave');
      } else await keys.press('.review-tools button:not(.quiet):not([aria-label])');
      await page.locator('.review-start [role="status"].notice-leaf').waitFor();
      await page.waitForFunction(() => document.activeElement?.matches('.review-start [role="status"]'));
      assert.equal(await state(id), verdict);
      await look(page, `/review, ${verdict}`);
    }
  });
});
