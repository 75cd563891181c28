import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainDateIn } from '@commonkey/program';
import { browserOrSkip } from '../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../tests/pages/look-over.ts';
import type { Context } from '../context.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { onlineCity, openFrontDoor } from '../papers/testing/origin.ts';
import { ChannelTable, CostAndTime, ProgramNotices } from './channels.tsx';
import { Layout } from './layout.tsx';

/** The components as the start page of the online channel shows them. */
function showing({ config, program: { program }, clock }: Context): OfficeRoutes {
  const today = plainDateIn(program.city.timeZone, clock.now());
  return {
    public: (app) => {
      app.get('/shown', ({ say, language, languages }, reply) =>
        reply.page(
          <Layout
            {...{ say, language, languages }}
            practice={config.practice}
            title={say('start.way-online')}
            cityName={program.city.name}
            path="/shown"
          >
            <ProgramNotices {...{ program, language }} where="portal-start" />
            <CostAndTime {...{ program, say, language, today }} />
            <ChannelTable {...{ program, say, language, today }} />
          </Layout>,
        ),
      );
    },
  };
}

test('the ways to a card, and what each of them keeps, in a browser', { timeout: 120_000 }, async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir });
  if (!browser) return;
  const city = await onlineCity();
  const { origin } = await openFrontDoor(t, city, [showing]);
  const page = await browser.context.newPage();

  for (const path of ['/', '/shown'])
    for (const [language, look] of [
      ['en', lookOver],
      ['es', fits],
    ] as const)
      await t.test(`T11: ${path} in ${language}`, async () => {
        await page.goto(`${origin}${path}?lang=${language}`);
        await look(page, `${path} ${language}`);
      });

  await t.test('the doors lead where they say, the whole of each opens', async () => {
    await page.goto(`${origin}/?lang=en`);
    await page.getByText('Fill in a form on your phone').click({ force: true });
    assert.equal(new URL(page.url()).pathname, '/apply');
    await page.goto(`${origin}/?lang=en`);
    await page.getByRole('link', { name: 'What papers do I need?' }).click();
    await page.getByRole('heading', { level: 1, name: 'What papers do I need?' }).waitFor();
  });

  await t.test('with the channel off, the first page has the other way and no word of this one', async () => {
    const portal = { ...(city.channels.portal ?? assert.fail()), on: false };
    const shut = await openFrontDoor(t, { ...city, channels: { ...city.channels, portal } });
    await page.goto(`${shut.origin}/?lang=en`);
    await page.getByRole('heading', { level: 3, name: 'In person' }).waitFor();
    assert.equal(await page.getByText('Apply online').count(), 0);
    assert.equal(
      await page.getByText('What somebody sends online').count(),
      1,
      'what is there is still told',
    );
  });
});
