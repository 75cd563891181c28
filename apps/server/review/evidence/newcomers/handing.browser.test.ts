import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boxesOf } from '@commonkey/vault';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../../tests/browser/launch.ts';
import { keysOf as keyboardOf } from '../../../../../tests/journeys/keyboard.ts';
import { lookOver } from '../../../../../tests/pages/look-over.ts';
import type { TestContext } from '../../../testing/context.ts';
import { forOneServer } from '../../../testing/database.ts';
import { withOneAlone } from '../../service.ts';
import { sendApplication } from '../../testing/application.ts';
import { rowOf } from '../../testing/deciding.ts';
import { reviewHall } from '../../testing/hall.ts';
import { freePort, openStaffOrigin } from '../../testing/staff-origin.ts';
import { joinAs } from '../../testing/steps.ts';
import { keysOf } from '../keys.ts';

const API = '/api/evidence-halves/';

forOneServer('a second half handed over in two browsers', (test) => {
  test('T10 T11: with a keyboard alone, and then the row has one half for each of two', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const profiles = await mkdtemp(join(tmpdir(), 'commonkey-handing-'));
    t.after(() => rm(profiles, { recursive: true, force: true }));
    const pages: Page[] = [];
    const errors: string[] = [];
    for (const name of ['one', 'two']) {
      const browser = await browserOrSkip(t, { profileDir: join(profiles, name) });
      if (!browser) return;
      const page = await browser.context.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      pages.push(page);
    }
    const [one, two] = pages;
    assert.ok(one && two);
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const first = await joinAs(one, context, ['reviewer', 'evidence-officer']);
    const { id } = await sendApplication(context);
    const second = await joinAs(two, context, ['evidence-officer']);
    assert.deepEqual(await halvesFor(context, id, [first, second]), [2, 0]);
    const address = `${context.config.origins.staff.origin}/evidence-halves`;

    await two.goto(address);
    await two.getByText('one colleague has both halves and can hand one over to you').waitFor();
    assert.equal(await two.locator('[data-halves-step]').count(), 0, 'who has none hands over none');
    await lookOver(two, '/evidence-halves, to be handed one');

    await one.goto(address);
    await one.getByText('Of 1 application one person has both halves').waitFor();
    assert.ok(await one.getByText('one button hands one of them over').isVisible());
    assert.equal(
      await one.getByText('The first of you gives the first part').count(),
      0,
      'no second finishes',
    );
    await lookOver(one, '/evidence-halves, to hand over');
    await shot(one, 'to-hand-over');
    const called: { step: string; status: number; body: string }[] = [];
    one.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (!pathname.startsWith(API)) return;
      const body = answer.request().postData() ?? '';
      called.push({ step: pathname.slice(API.length), status: answer.status(), body });
    });
    await keyboardOf(one).press('[data-halves-step="hand"]');
    const done = one.getByText('Done: of 1 application you have one half now, and your colleague has');
    await done.waitFor();
    assert.ok(await done.evaluate((status) => status === document.activeElement), 'what is read first');
    assert.deepEqual(
      called.map(({ step, status }) => `${step} ${status}`),
      ['options 200', 'start 200', 'next-to-hand 200', 'hand 200'],
    );
    assert.ok(await one.getByText('All is well').isVisible());
    assert.ok(await one.getByText('Of 1 application one person has or had both halves').isVisible());
    assert.equal(await one.locator('[data-halves-step]').count(), 0);
    assert.equal(await one.getByText('Of 1 application one person has both halves').count(), 0);
    await lookOver(one, '/evidence-halves, handed over');
    await shot(one, 'handed-over');

    assert.deepEqual(await halvesFor(context, id, [first, second]), [1, 1]);
    const row = await rowOf(context, id);
    assert.deepEqual([withOneAlone(row), row.once_alone], [false, true]);
    await two.reload();
    await two.getByText('All is well').waitFor();
    assert.equal(await two.getByText('can hand one over to you').count(), 0);

    const before = await rowOf(context, id);
    for (const { step, body } of called.filter(({ step }) => step.endsWith('hand'))) {
      const answer = await sentBy(two, `${API}${step}`, body);
      assert.deepEqual(
        answer,
        { status: 409, code: 'half-pass-over' },
        `${step} with the touch of somebody else`,
      );
    }
    assert.deepEqual((await rowOf(context, id)).dual_boxes, before.dual_boxes);
    assert.deepEqual(errors, []);
  });
});

/** How many halves of a row are sealed to the keys of each. */
async function halvesFor(context: TestContext, id: string, members: readonly string[]): Promise<number[]> {
  const { dual_boxes } = await rowOf(context, id);
  return Promise.all(
    members.map(async (member) => {
      const keys = await keysOf(context.store.read, member);
      const boxes = await Promise.all(
        keys.map(({ publicKey }) => boxesOf(dual_boxes ?? assert.fail(), publicKey)),
      );
      return boxes.flat().length;
    }),
  );
}

const sentBy = (page: Page, path: string, body: string): Promise<{ status: number; code: string }> =>
  page.evaluate(
    async ([to, sent]) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const answer = await fetch(to, { method: 'POST', headers, body: sent, credentials: 'same-origin' });
      return { status: answer.status, code: (await answer.json()).code };
    },
    [path, body] as const,
  );

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.COMMONKEY_SHOTS;
  if (!folder) return;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.screenshot({ path: join(folder, `halves-${name}.png`), fullPage: true });
}
