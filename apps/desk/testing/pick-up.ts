import type { TestContext } from 'node:test';
import { portraitPng } from '@commonkey/card/testing/portrait-png.ts';
import sharp from 'sharp';
import { openStation } from './station.ts';
import { waitingCards } from './waiting-cards.ts';
import { walker } from './walk.ts';

/** A desk at which one waiting card was asked for by its sheet, and its proof is drawn; undefined without a browser. */
export async function proofOfWaitingCard(t: TestContext) {
  const face = await sharp(portraitPng('zephyrine')).jpeg().toBuffer();
  const waiting = waitingCards(1, new Uint8Array(face));
  const station = await openStation(t, {}, { waiting });
  if (!station) return undefined;
  const { page, screen } = station;
  const walk = walker(station);
  await screen('open');
  await walk.enter();
  await screen('ready');
  await page.getByText('1 waits here').waitFor();
  await page.keyboard.press('p');
  await screen('pick-up');
  await page.locator('#sheet').fill(waiting.sheet(0));
  await walk.enter();
  await walk.proofDrawn();
  return { station, walk, waiting };
}
