import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { addPasskey, browserOrSkip } from '../browser/launch.ts';
import { lookOver } from '../pages/look-over.ts';
import { portraitPng } from '../portrait/portrait-png.ts';
import { act, dayFrom as day, joinHall, takeIn } from './counsel-steps.ts';
import { makeEvidenceKey, pictureTaker } from './office-steps.ts';
import { parts } from './parts.ts';
import { type Applicant, Resident } from './resident-steps.ts';
import { startCityHall } from './service.ts';
import { makeClerk } from './staff-steps.ts';

const WHO: Applicant = {
  name: 'Zephyrine Quillfeather',
  born: { day: '17', month: '4', year: '1987' },
  bornOn: '1987-04-17',
  street: '17 Thistlewood Lane',
};
const NAMED = /Zephyrine|Quillfeather|Thistlewood|ZQ-4471/i;
const ASKS = `All papers of everyone who used a foreign document, ${WHO.name} among them.`;
const COPY = 'All papers of everyone who used a foreign document, [name] among them.';

/** What came, as counsel types it in from the paper on the table. */
const PAPER = {
  selects: {
    by: 'hand',
    custodian: 'id-office',
    instrument: 'immigration-administrative-subpoena',
    issuer: 'federal-immigration',
  },
  texts: {
    received: day(-1),
    'day-service': day(-1),
    'day-issued': day(-2),
    'day-return': day(10),
    'line-officer': WHO.name,
    'line-badge': 'ZQ-4471',
    'item1-words': ASKS,
  },
  checks: ['item1-class-papers', 'item1-class-application', 'item1-touches-status'],
  radios: { gag: 'requested', 'item1-selector': 'class', keep: 'asked' },
} as const;

test('an authority asks: from the paper at the counter to the entry that anybody reads, by four roles', async (t) => {
  const hall = await startCityHall(t);
  const work = await mkdtemp(join(tmpdir(), 'commonkey-demand-day-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const office = await browserOrSkip(t, { profileDir: join(work, 'office') });
  const street = await browserOrSkip(t, { profileDir: join(work, 'street'), scripts: false });
  const browser = office?.context.browser();
  if (!office || !street || !browser) return;
  const { staff } = hall.origins;
  const administrator = await office.context.newPage();
  await addPasskey(administrator);
  const anybody = await street.context.newPage();
  const resident = new Resident(await street.context.newPage(), hall.origins.public);
  const shot = await pictureTaker('demand-');
  const part = parts(t);

  await part('somebody has applied online, and waits', async () => {
    await makeClerk(administrator, hall, ['reviewer', 'evidence-officer']);
    await makeEvidenceKey(administrator, staff);
    const grey = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer();
    const face = await sharp(portraitPng(WHO.name)).jpeg({ quality: 90 }).toBuffer();
    await resident.apply(WHO, { papers: grey, home: grey, face });
  });

  const people = {
    counter: { called: 'Counter', roles: ['clerk'] },
    counsel: { called: 'Counsel', roles: ['law-officer'] },
    records: { called: 'Records', roles: ['records-officer'] },
    chief: { called: 'Chief counsel', roles: ['law-officer'] },
  } as const;
  const at = (one: keyof typeof people) => joinHall(browser, hall, administrator, people[one]);
  const [counter, counsel, records, chief] = [
    await at('counter'),
    await at('counsel'),
    await at('records'),
    await at('chief'),
  ];

  await part('the counter reads its card, and has no way into the register', async () => {
    await counter.goto(`${staff}/front-desk?lang=en`);
    await counter.getByText('I have to call the city’s lawyers').waitFor();
    await lookOver(counter, 'the front-desk card');
    const refused = await counter.goto(`${staff}/demands?lang=en`);
    assert.equal(refused?.status(), 403);
  });

  let address = '';
  await part('counsel takes it in, and what it asks for is held before the page answers', async () => {
    await counsel.goto(`${staff}/demands/new?lang=en`);
    const began = performance.now();
    await takeIn(counsel, PAPER);
    const took = performance.now() - began;
    t.diagnostic(`taken in and held after ${Math.round(took)} ms, typing included`);
    address = counsel.url().replace(/\?.*$/, '');
    assert.match(await counsel.locator('#holds ~ *, main').first().innerText(), /What is kept because of it/);
    await lookOver(counsel, 'a demand, taken in');
    await shot(counsel, 'taken-in');
    await counsel.goto(`${staff}/legal?lang=en`);
    await shot(counsel, 'holds');
  });

  await part('what it would get is said in counts, and not who', async () => {
    await counsel.goto(`${address}?lang=en`);
    const asked = counsel.getByRole('button', { name: 'What would it get? (item 1)' });
    await Promise.all([counsel.waitForEvent('load'), asked.click()]);
    const said = await counsel.locator('main').innerText();
    assert.match(said, /Only opening and reading what that person sent would tell/);
    assert.doesNotMatch(said, NAMED);
    await lookOver(counsel, 'what it would get');
    await shot(counsel, 'exposure');
  });

  await part('counsel ticks, declares what exists, notes why, and proposes', async () => {
    await counsel.goto(`${address}?lang=en`);
    await act(counsel, 'checks', { judge: 'no', 'call-back': 'yes' }, 'The ticks are on file.');
    await act(counsel, 'search', { found: 'to-10' }, 'Somebody else looks too, without seeing it.');
    await act(counsel, 'outcome', { outcome: 'declined' }, 'Another law officer decides.');
    await counsel.locator('details:has(#note-counsel)').evaluate((one) => one.setAttribute('open', ''));
    await counsel.locator('#note-counsel').fill(`No judge signed it; ${WHO.name} is named in it.`);
    const notes = counsel.locator('.sealed-kind', { hasText: 'Counsel’s notes' });
    await notes.getByRole('button', { name: 'Seal and add' }).click();
    await counsel.getByText('It is sealed.', { exact: true }).waitFor();
  });

  await part(
    'records answers what exists without being told, and sees neither the paper nor counsel’s notes',
    async () => {
      await records.goto(`${address}?lang=en`);
      const page = await records.locator('main').innerText();
      assert.doesNotMatch(page, NAMED);
      assert.equal(await records.locator('.sealed-kind').count(), 0, 'nothing sealed is offered');
      assert.equal(await records.getByRole('button', { name: /Propose it|Decide it so/ }).count(), 0);
      assert.doesNotMatch(
        page,
        /Up to 10 records, said|by your declaration/,
        'what counsel found is not told',
      );
      await act(
        records,
        'search-second',
        { found: 'to-10' },
        'Two people have said the same, each for themselves.',
      );
      await lookOver(records, 'a demand, for the records office');
      await shot(records, 'records-office');
    },
  );

  await part('a second law officer reads the paper, decides, and nothing is produced', async () => {
    await chief.goto(`${address}?lang=en`);
    await chief.getByRole('button', { name: 'Open: The paper as it came' }).click();
    await chief.getByText(ASKS).waitFor();
    await shot(chief, 'opened');
    await chief.goto(`${address}?lang=en`);
    await act(chief, 'outcome-second', {}, 'Two law officers have decided it.');
  });

  await part('the answer: made ready by one, read and sent by the other', async () => {
    await counsel.goto(`${address}/letters?lang=en`);
    await counsel.locator('#to').fill('The agency’s office');
    await counsel.locator('#responsible').fill('Ada Example, Corporation Counsel');
    await counsel.locator('#own').fill('No judge signed it.');
    await counsel.getByRole('button', { name: 'Seal it and make it ready' }).click();
    await counsel.locator('main [role="status"]').waitFor();
    await chief.goto(`${address}/letters?lang=en`);
    await chief.locator('form[action*="/letters/issue"] button').click();
    await chief.getByText('It is on file that the letter goes out').waitFor();
    await lookOver(chief, 'an answer that went out');
  });

  await part('one writes what the public shall read, the other reads it for people', async () => {
    await counsel.goto(`${address}/public?lang=en`);
    await counsel.locator('#copy').fill(COPY);
    await counsel.getByRole('button', { name: 'Seal it for the second reader' }).click();
    await counsel.getByText('Your copy waits for another law officer').waitFor();
    await lookOver(counsel, 'a copy for the public');
    const none = await anybody.goto(`${hall.origins.public}/demands?lang=en`);
    assert.equal(none?.status(), 200);
    assert.equal(await anybody.locator('article.register-one').count(), 0, 'nothing before two agree');
    await chief.goto(`${address}/public?lang=en`);
    await chief.getByText('[name] among them').first().waitFor();
    await chief.getByRole('button', { name: 'Nobody is in it. Make it public' }).click();
    await chief.getByText('It is public now, and in the ledger.').waitFor();
  });

  const journalist = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await part('anybody reads the entry, without scripts, in their language, with nobody in it', async () => {
    for (const language of ['en', 'ar']) {
      await anybody.goto(`${hall.origins.public}/demands?lang=${language}`);
      await anybody.locator('article.register-one').waitFor();
      assert.doesNotMatch(await anybody.locator('main').innerText(), NAMED);
      await shot(anybody, `register-${language}`);
      // What a page bears is measured by a script of ours, in a browser that runs them.
      await journalist.goto(anybody.url());
      await lookOver(journalist, `the register of demands, ${language}`);
    }
    await anybody.goto(`${hall.origins.public}/demands?lang=en`);
    const entry = await anybody.locator('article.register-one').innerText();
    assert.match(entry, /Point 1: we said no/);
    const data = await (await fetch(`${hall.origins.public}/demands.json`)).text();
    assert.match(data, /immigration-administrative-subpoena/);
    assert.doesNotMatch(data, NAMED);
    assert.doesNotMatch(hall.log(), NAMED);
  });
});
