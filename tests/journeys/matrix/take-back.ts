import assert from 'node:assert/strict';
import { stopIntake } from './after.ts';
import { begin } from './ask.ts';
import type { Person } from './cell.ts';

/** Takes back what was sent: asked once more, then gone. */
export async function takeBack(person: Person): Promise<void> {
  const { look, open, press } = person;
  await open('/apply/withdraw');
  await look();
  await press('main button.grave', /withdrawn$/);
  await look('after taking back');
  await open('/apply/follow');
  assert.match(new URL(person.page.url()).pathname, /\/apply\/(return|over)$/);
}

/**
 * Takes back what was never sent, from the page that a stop of intake puts in place of the next question: the draft goes at
 * once, and its code is one that never existed (CC-06).
 */
export async function takeBackDraft(person: Person): Promise<void> {
  const { hall, page, keys, look, open, press, go, wrong } = person;
  const code = await begin(person, 'own');
  await keys.choose('who', 'self');
  await go(/ask\/name$/);
  const drafts = async () =>
    (
      await hall.context.store.read
        .selectFrom('applications')
        .select('id')
        .where('state', '=', 'draft')
        .execute()
    ).length;
  const before = await drafts();
  await press('main .draft-doors a[href^="/apply/what-exists"]', /what-exists$/);
  await look('of a draft that is written');
  await open('/apply/ask/name');
  await press('main .draft-doors a[href^="/apply/withdraw"]', /withdraw$/);
  await stopIntake(person, true);
  await open('/apply/ask/name');
  await look('stopped');
  await press('main a[href^="/apply/withdraw"]', /withdraw$/);
  await look('of a draft');
  await press('main button.grave', /withdrawn$/);
  await look('of a draft');
  assert.equal(await drafts(), before - 1, 'nothing of it is left');
  await stopIntake(person, false);
  await open('/apply/check');
  assert.match(new URL(page.url()).pathname, /\/apply\/(return|over)$/, 'this browser is signed out');
  await open('/apply/return');
  await keys.type('#code', code);
  await wrong('the code of a draft taken back');
  assert.equal(await page.getByRole('alert').count(), 1, 'as a code that never existed');
}
