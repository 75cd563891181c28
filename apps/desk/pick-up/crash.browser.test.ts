import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { armCrash, type CrashAt } from '../testing/crash.ts';
import { proofOfWaitingCard } from '../testing/pick-up.ts';

/** A card that waited is printed and read back, and the power goes at the write that says so. The desk as it comes up again. */
async function crashedAtHandOver(t: TestContext, at: CrashAt) {
  const here = await proofOfWaitingCard(t);
  if (!here) return undefined;
  const { station, walk, waiting } = here;
  const { page, screen } = station;
  await walk.enter();
  await screen('scan-back');
  const qr = await station.printedQr();
  await page.locator('#scan').fill(qr);
  const restarted = await armCrash(station, at);
  // The key never comes back up in a page that stands still.
  void walk.enter().catch(() => undefined);
  const desk = await restarted();
  await desk.screen('locked');
  await desk.enter();
  await desk.screen('ready');
  const figures = async () => ({
    made: await desk.text('[data-figure="made"]'),
    spoiled: await desk.text('[data-figure="spoiled"]'),
    voided: (await desk.text('.notice-amber')).includes('void'),
  });
  return { waiting, desk, figures };
}

test('T7, F-02: a power cut before the hand-over is durable leaves the number void and the card waiting', async (t) => {
  const here = await crashedAtHandOver(t, 'asked');
  if (!here) return;
  const { waiting, desk, figures } = here;
  assert.deepEqual(await figures(), { made: '0', spoiled: '0', voided: true });
  await desk.says('1 waits here');
  assert.equal(waiting.ended.size, 0);
});

test('T6, F-02: a power cut after it is reported by the next start, with no one doing anything', async (t) => {
  const here = await crashedAtHandOver(t, 'kept');
  if (!here) return;
  const { waiting, figures } = here;
  assert.deepEqual(await figures(), { made: '1', spoiled: '0', voided: false });
  for (let tries = 0; waiting.ended.size === 0 && tries < 100; tries++) await sleep(100);
  assert.deepEqual([...waiting.ended], [waiting.record(0)]);
});
