import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proofOfWaitingCard } from '../testing/pick-up.ts';
import { PERSON } from '../testing/waiting-cards.ts';

test('T1: handed over at another desk while the proof was read: nothing is signed, and nobody stays on the screen', async (t) => {
  const here = await proofOfWaitingCard(t);
  if (!here) return;
  const { station, walk, waiting } = here;
  const { page, screen } = station;
  await page.getByText(PERSON.name).first().waitFor();
  waiting.ended.add(waiting.record(0));
  await walk.enter();
  await screen('ready');
  await page.locator('[data-code="desk-pick-up-over"]').waitFor();
  await page.getByText('Nothing was signed').waitFor();
  assert.equal(await page.getByText(PERSON.name).count(), 0);
  assert.doesNotMatch(await page.content(), /Quakenbush|1987/);
  assert.equal(await page.locator('[data-figure="made"]').innerText(), '0');
  await walk.enter();
  await screen('birth');
});
