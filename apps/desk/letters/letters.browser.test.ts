import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { groupLine, type Letter, signLetter } from '@commonkey/letters';
import { aGroup } from '@commonkey/letters/testing/group.ts';
import { captureTraffic } from '../../../tests/browser/launch.ts';
import { screenFaults } from '../testing/inspect-screen.ts';
import { openStation } from '../testing/station.ts';
import { walker } from '../testing/walk.ts';

test('a letter of a group is checked with no network, by keys alone, and leaves nothing', {
  timeout: 240_000,
}, async (t) => {
  const station = await openStation(t);
  if (!station) return;
  const { page, hall, browser, screen } = station;
  const walk = walker(station);
  const { group, signer } = await aGroup({ from: '2020-01-01', until: '2080-12-31' });
  const { program } = hall.city;
  program.letters = { groups: [{ ...group, kinds: [...group.kinds], source: 'own' }] };
  const yesterday = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
  const letter: Letter = {
    ...{ city: program.id, kind: 'shelter', day: yesterday },
    ...{ name: 'Perpetua Okonkwo', born: '1988-04-02' },
  };
  const lines = await signLetter(signer, letter);
  const unfit: string[] = [];
  const inspected = async () => {
    const name = await page.locator('main').getAttribute('data-screen');
    for (const fault of await screenFaults(page)) unfit.push(`${name}: ${fault}`);
  };
  const told = async (is: string) => page.locator(`[data-letter="${is}"]`).waitFor();
  const shot = async (name: string) => {
    const folder = process.env.CK_SHOTS;
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  };
  const named = async (name: string) => {
    await screen('letter-name');
    await page.locator('#letter-name').fill(name);
    await walk.enter();
    await screen('letter-code');
  };

  await screen('open');
  await page.locator('#cards').fill('2');
  await walk.enter();
  await screen('ready');
  await walk.enter();
  await walk.birth('1988-04-02');
  const traffic = captureTraffic(browser.context);
  await page.keyboard.press('F9');
  await screen('letter-name');
  await inspected();
  await named('okonkwo perpetua');
  await inspected();
  for (const line of lines) {
    await page.keyboard.type(groupLine(line).toLowerCase());
    await walk.enter();
  }
  await told('genuine');
  await page.getByText('Corner Kitchen', { exact: false }).waitFor();
  await inspected();
  await shot('desk-letter');
  await page.getByRole('button', { name: 'Back to the papers' }).waitFor();
  await walk.enter();
  await screen('papers');
  await page.keyboard.press('F9');
  await named('Perpetua Okonkwo');

  const wrong = `${lines[0]?.slice(0, 3)}${lines[0]?.at(3) === 'A' ? 'B' : 'A'}${lines[0]?.slice(4)}`;
  await page.keyboard.type(wrong);
  await walk.enter();
  await page.getByRole('alert').getByText('line 1', { exact: false }).waitFor();
  await inspected();
  await page.locator('#letter-code').fill(lines.join(''));
  await walk.enter();
  await told('genuine');
  await page.keyboard.press('F2');
  await named('Perpetua Okonkwe');
  await page.locator('#letter-code').fill(lines.join(''));
  await walk.enter();
  await told('does-not-fit');
  await shot('desk-letter-not');
  const street = { ...letter, name: 'Łucja Okonkwo', address: '1 Łąkowa Street' };
  const addressed = (await signLetter(signer, street)).join('');
  await page.keyboard.press('F2');
  await named('Lucja Okonkwo');
  await page.locator('#letter-code').fill(addressed);
  await walk.enter();
  await told('needs-address');
  await inspected();
  await page.keyboard.press('F2');
  await screen('letter-name');
  assert.equal(await page.locator('#letter-name').inputValue(), 'Lucja Okonkwo', 'what was typed stays');
  await page.locator('#letter-address').fill('1 lakowa street');
  await walk.enter();
  await screen('letter-code');
  await page.locator('#letter-code').fill(addressed);
  await walk.enter();
  await told('genuine');
  await page.getByText('is the one that the group signed', { exact: false }).waitFor();
  await shot('desk-letter-address');
  await page.keyboard.press('F2');
  await page.locator('#letter-address').fill('');
  await named('Perpetua Okonkwe');
  const stranger = await aGroup();
  await page.locator('#letter-code').fill((await signLetter(stranger.signer, letter)).join(''));
  await walk.enter();
  await told('unknown-group');
  await inspected();
  await page.keyboard.press('Escape');
  await screen('papers');
  assert.deepEqual(
    await page.locator('[data-paper][aria-pressed="true"]').count(),
    0,
    'a letter that was checked is no paper that was ticked',
  );
  assert.deepEqual(unfit, []);
  const sent = Buffer.concat(traffic.bytes()).toString('latin1');
  for (const needle of ['okonkwo', 'Okonkwo', 'Okonkwe', 'Corner Kitchen', lines[1] ?? '?'])
    assert.ok(!sent.includes(needle), needle);
});
