import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Decrypter } from 'age-encryption';
import type { Page } from 'playwright-core';
import { addPasskey, browserOrSkip } from '../browser/launch.ts';
import { lookOver } from '../pages/look-over.ts';
import { act, dayFrom, fileOf, joinHall, lookAtPdf, takeIn } from './counsel-steps.ts';
import { pictureTaker } from './office-steps.ts';
import { parts } from './parts.ts';
import { startCityHall } from './service.ts';
import { makeClerk } from './staff-steps.ts';

const NAME = 'Zephyrine Quillfeather';
const NAMED = /Zephyrine|Quillfeather|ZQ-4471/i;
const ASKS = `The register of cards as far as it speaks of ${NAME}, and nothing else.`;
const COPY = 'The register of cards as far as it speaks of [name], and nothing else.';
const PAPERS = Buffer.from(`%PDF-1.7 what the register says of ${NAME}\n${'.'.repeat(40_000)}`);
const COUNTS = { pages: '2', records: '1', people: '1' };

/** An order of a court, as counsel types it in from the paper on the table. */
const ORDER = {
  selects: { by: 'hand', custodian: 'id-office', instrument: 'court-order', issuer: 'court' },
  texts: {
    received: dayFrom(-1),
    'day-service': dayFrom(-1),
    'day-issued': dayFrom(-2),
    'day-return': dayFrom(10),
    'line-court': 'Circuit court',
    'line-docket': 'ZQ-4471',
    'line-judge': 'The judge',
    'item1-words': ASKS,
  },
  checks: ['item1-class-card-record'],
  radios: { gag: 'none', 'item1-selector': 'named', keep: 'asked' },
} as const;

/** Press a button that is the only one of its name on the page, and read the page that answers. */
const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);

test('an authority may: from a court’s order to a bundle counted by two and the entry that anybody reads, by four roles', async (t) => {
  const hall = await startCityHall(t);
  const work = await mkdtemp(join(tmpdir(), 'commonkey-compelled-day-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const office = await browserOrSkip(t, { profileDir: join(work, 'office') });
  const street = await browserOrSkip(t, { profileDir: join(work, 'street'), scripts: false });
  const browser = office?.context.browser();
  if (!office || !street || !browser) return;
  const { staff } = hall.origins;
  const administrator = await office.context.newPage();
  await addPasskey(administrator);
  const anybody = await street.context.newPage();
  const shot = await pictureTaker('compelled-');
  const part = parts(t);
  await makeClerk(administrator, hall, ['clerk']);
  const people = {
    counter: { called: 'Counter', roles: ['clerk'] },
    counsel: { called: 'Counsel', roles: ['law-officer'] },
    records: { called: 'Records', roles: ['records-officer'] },
    chief: { called: 'Chief counsel', roles: ['law-officer'] },
  } as const;
  const at = (one: keyof typeof people) => joinHall(browser, hall, administrator, people[one]);
  const counter = await at('counter');
  const counsel = await at('counsel');
  const records = await at('records');
  const chief = await at('chief');
  let address = '';
  const open = (page: Page, part = '', language = 'en') => page.goto(`${address}${part}?lang=${language}`);

  await part('the counter has a card for this moment too, and counsel takes the order in', async () => {
    for (const language of ['en', 'es']) {
      await counter.goto(`${staff}/front-desk?lang=${language}`);
      await lookOver(counter, `the front-desk card, ${language}`);
      await shot(counter, `front-desk-${language}`);
    }
    await counsel.goto(`${staff}/demands/new?lang=en`);
    await takeIn(counsel, ORDER);
    address = counsel.url().replace(/\?.*$/, '');
    await lookOver(counsel, 'an order, taken in');
  });

  await part(
    'nothing of it can be produced before somebody called the court and looked at the order',
    async () => {
      await act(counsel, 'outcome', { outcome: 'produced-in-part' }, 'called back');
      await open(counsel);
      const genuine = [
        'issuer-listed',
        'judge',
        'seal',
        'signature',
        'jurisdiction',
        'self-executing',
        'call-back',
      ];
      const ticks = Object.fromEntries(genuine.map((one) => [one, 'yes']));
      await act(counsel, 'checks', ticks, 'The ticks are on file.');
    },
  );

  await part('two search; their answers differ, counsel sees both, and it is searched again', async () => {
    await open(records);
    await act(records, 'search', { found: 'none' }, 'Somebody else looks too, without seeing it.');
    await open(chief);
    await lookOver(chief, 'a search that waits for its second answer');
    await act(chief, 'search-second', { found: 'to-10' }, 'The two answers differ');
    await lookOver(chief, 'two answers that differ');
    await shot(chief, 'answers-differ');
    await act(chief, 'outcome', { outcome: 'produced-in-part' }, 'their answers differ');
    await open(records);
    assert.doesNotMatch(await records.locator('main').innerText(), /by the first/);
    await act(records, 'search', { found: 'to-10' }, 'Somebody else looks too, without seeing it.');
    await open(chief);
    await act(chief, 'search-second', { found: 'to-10' }, 'Two people have said the same');
  });

  await part('two of counsel decide to produce part of it', async () => {
    await open(counsel);
    await act(counsel, 'outcome', { outcome: 'produced-in-part' }, 'Another law officer decides.');
    await open(chief);
    await act(chief, 'outcome-second', {}, 'Two law officers have decided it.');
  });

  let passphrase = '';
  await part('one seals the bundle and counts it', async () => {
    await open(counsel, '/produced');
    await lookOver(counsel, 'what is produced, nothing yet');
    const form = counsel.locator('form[enctype="multipart/form-data"]');
    await form.locator('select[name="item"]').selectOption({ label: 'Item 1' });
    await form.locator('select[name="recipient"]').selectOption('court');
    await form.locator('select[name="medium"]').selectOption('by-hand');
    for (const [name, count] of Object.entries(COUNTS)) await form.locator(`[name="${name}"]`).fill(count);
    await form.locator('input[type="file"]').setInputFiles({
      name: 'papers.pdf',
      mimeType: 'application/pdf',
      buffer: PAPERS,
    });
    await press(counsel, 'Seal the bundle');
    await counsel.getByText('The bundle is sealed.').waitFor();
    passphrase = await counsel.locator('.passphrase').innerText();
    await lookOver(counsel, 'a bundle, sealed');
    await shot(counsel, 'sealed');
  });

  await part(
    'another opens it with any program, counts it without the first count, and it goes out',
    async () => {
      await open(chief, '/produced');
      const page = await chief.locator('main').innerText();
      assert.doesNotMatch(page, /People\s+1\b/, 'counted blind');
      const bundle = await fileOf(chief, chief.getByRole('button', { name: /Get the bundle/ }));
      const decrypter = new Decrypter();
      decrypter.addPassphrase(passphrase);
      assert.deepEqual(Buffer.from(await decrypter.decrypt(bundle)), PAPERS);
      await act(chief, 'produced/agree', { ...COUNTS, people: '2' }, 'You counted something else');
      await open(chief, '/produced');
      await act(chief, 'produced/agree', COUNTS, 'Two counted the same.');
      const digest = createHash('sha256').update(bundle).digest('hex');
      assert.match(await chief.locator('main').innerText(), new RegExp(digest));
      await lookOver(chief, 'a bundle that goes out');
      await shot(chief, 'goes-out');
      for (const [language, button, says] of [
        ['en', 'Production log (PDF)', /Production log/],
        ['es', 'Registro de lo entregado (PDF)', /Registro de lo entregado/],
      ] as const) {
        await open(chief, '/produced', language);
        const pdf = await fileOf(chief, chief.getByRole('button', { name: button, exact: true }));
        const text = await lookAtPdf(pdf, `production-log-${language}`);
        if (text === null) return t.diagnostic('poppler is not installed');
        assert.match(text, says);
        assert.ok(
          text.replaceAll(/\s/g, '').includes(digest),
          'whoever gets it can hold the bundle against it',
        );
      }
    },
  );

  await part('the answer: made ready by one, read and sent by another, in each language', async () => {
    for (const [language, ready, read] of [
      ['es', 'Sellarla y dejarla lista', /Leerla \(PDF\)/],
      ['en', 'Seal it and make it ready', /Read it \(PDF\)/],
    ] as const) {
      await open(counsel, '/letters', language);
      await counsel.locator('#to').fill(`The clerk of the court\nfor ${NAME}`);
      await counsel.locator('#responsible').fill('Ada Example, Corporation Counsel');
      await counsel.locator('#own').fill('By order of the court; nothing else is handed over.');
      await lookOver(counsel, `a letter, ${language}`);
      await press(counsel, ready);
      await counsel.locator('main [role="status"]').waitFor();
      const pdf = await fileOf(counsel, counsel.getByRole('button', { name: read }).first());
      const text = await lookAtPdf(pdf, `answer-${language}`);
      if (text !== null)
        assert.match(text, language === 'en' ? /Two people searched and said so/ : /Dos personas buscaron/);
    }
    await open(chief, '/letters');
    await chief.locator('form[action*="/letters/issue"] button').click();
    await chief.getByText('It is on file that the letter goes out').waitFor();
    await lookOver(chief, 'a letter that went out');
  });

  await part('to court and back, and what the public shall read, by two', async () => {
    await open(counsel);
    for (const step of ['stay-asked', 'stayed', 'stay-ended', 'enforced-in-part'])
      await act(counsel, 'step', { step }, 'It is in the history.');
    await shot(counsel, 'history');
    await open(counsel, '/public');
    await counsel.locator('#copy').fill(COPY);
    await press(counsel, 'Seal it for the second reader');
    await open(chief, '/public');
    await chief.getByText('[name]').first().waitFor();
    await press(chief, 'Nobody is in it. Make it public');
    await chief.getByText('It is public now, and in the ledger.').waitFor();
    await open(counsel);
    await act(counsel, 'close', {}, 'The demand is closed.');
    await lookOver(counsel, 'an order, closed');
  });

  await part('anybody reads what had to be handed over, in their language, and nobody is in it', async () => {
    const journalist = await (await browser.newContext({ locale: 'en-US' })).newPage();
    for (const [language, says] of [
      ['en', /Point 1: we had to hand over part of it/],
      ['es', /tuvimos que entregar una parte/],
    ] as const) {
      await anybody.goto(`${hall.origins.public}/demands?lang=${language}`);
      const entry = await anybody.locator('article.register-one').innerText();
      assert.match(entry, says);
      assert.doesNotMatch(await anybody.locator('main').innerText(), NAMED);
      await shot(anybody, `register-${language}`);
      await journalist.goto(anybody.url());
      await lookOver(journalist, `the register of demands, ${language}`);
    }
    assert.doesNotMatch(await (await fetch(`${hall.origins.public}/demands.json`)).text(), NAMED);
    assert.doesNotMatch(hall.log(), NAMED);
  });
});
