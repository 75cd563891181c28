import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { ofDays } from '../holds/testing/scope.ts';
import { setRole } from '../staff/members.ts';
import { signedIn, signInAgain } from '../staff/testing/signed-in.ts';
import type { Visitor } from '../staff/testing/visitor.ts';
import type { TestContext } from '../testing/context.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';
import { certificates } from './certificates.ts';
import { certificatePath } from './paths.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';
import { readCount } from './typed.ts';
import { words } from './words.ts';

const later = (context: TestContext, minutes: number) =>
  context.setTime(new Date(context.clock.now().getTime() + minutes * 60_000));

const COPY = {
  number: '',
  series: CARD_SERIES,
  item: '6',
  from: '2026-02-27',
  through: '2026-03-01',
  volume: '2',
  disposalOn: '',
  approvedOn: '2026-03-02',
  reference: '',
};

/** Each field of the form has what was typed into it. */
function keeps(body: string, typed: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(typed)) {
    const [, given = ''] =
      new RegExp(`<input id="${name}"[^>]*`).exec(body)?.[0].match(/ value="([^"]*)"/) ?? [];
    assert.equal(given, value, name);
  }
}

forOneServer('the records office over HTTP', (test) => {
  test('nobody without the role comes near it, and every step takes a fresh touch', async ({ store }) => {
    const context = await officeContext(store);
    await addCards(context, ['2026-03-01']);
    const { visitor, id } = await signedIn(context, ['clerk', 'law-officer', 'cards-officer']);
    const paper = certificatePath(randomUUID());
    const posts: readonly [string, Record<string, string>][] = [
      ['/records/draft', { series: CARD_SERIES, through: '2026-03-02' }],
      [`${paper}/file`, { disposalOn: '2026-04-01' }],
      [`${paper}/receive`, { ...COPY, reference: '26/0414-9' }],
      [`${paper}/destroyed`, {}],
      [`${paper}/witness`, {}],
      [`${paper}/prove`, { reference: '' }],
      [`${paper}/denied`, {}],
      [`${paper}/withdraw`, { why: 'wrong-item' }],
    ];
    for (const path of ['/records', paper, `${paper}/pdf`, `${paper}/csv`])
      assert.equal((await visitor.get(path)).statusCode, 403, path);
    for (const [path, body] of posts)
      assert.equal((await visitor.form('/', path, body)).statusCode, 403, path);

    await store.write((tx) => setRole(tx, id, 'records-officer', true));
    later(context, 6);
    assert.match((await visitor.get('/records')).body, /fresh touch/);
    for (const [path, body] of posts) {
      const answer = await visitor.form('/', path, body);
      assert.equal(answer.statusCode, 403, path);
      assert.match(
        answer.body,
        /data-passkey="send-again"/,
        'F-07: one press more, and nothing typed is lost',
      );
      for (const [name, value] of Object.entries(body)) {
        assert.ok(answer.body.includes(`name="${name}"`), `${path} ${name}`);
        assert.ok(answer.body.includes(value), `${path} ${name}`);
      }
    }
    assert.deepEqual(await certificates(store.read), []);
  });

  test('draft, file, receive and state by forms; what cannot be is said beside the form, and leaves it as it was', async ({
    store,
  }) => {
    const context = await officeContext(store);
    await addCards(context, ['2026-02-27', '2026-03-01', '2026-06-01']);
    const { visitor, id: officer } = await signedIn(context, ['records-officer']);
    const page = await visitor.get('/records');
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Wait for a certificate<\/dt><dd>2</);
    assert.match(page.body, /name no holidays/);
    const ids = [...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, 'a summary of faults leads to one place');

    const draft = (series: string, through = '2026-03-02') =>
      visitor.form('/records', '/records/draft', { series, through });
    const none = await draft('shift-statement');
    assert.equal(none.statusCode, 409);
    assert.match(none.body, /want no certificate/);
    const far = await draft(CARD_SERIES, '2027-03-02');
    assert.equal(far.statusCode, 422);
    assert.match(far.body, /due by August 29, 2026 at the latest/);
    assert.match(far.body, /name="through"[^>]*value="2027-03-02"/);
    const nonsense = await draft('Zephyrine <b>', 'soon');
    assert.equal(nonsense.statusCode, 422);
    assert.doesNotMatch(nonsense.body, /zephyrine/i, 'no choice of the form');
    const drafted = await draft(CARD_SERIES);
    assert.equal(drafted.statusCode, 303);
    assert.equal((await draft(CARD_SERIES)).statusCode, 409);
    const [paper] = await certificates(store.read);
    assert.ok(paper);
    const at = certificatePath(paper.id);
    assert.ok(drafted.headers.location?.startsWith(at));

    const send = (step: string, body: Record<string, string>) => visitor.form(at, `${at}/${step}`, body);
    const early = await send('file', { disposalOn: '2026-03-31' });
    assert.equal(early.statusCode, 422);
    assert.match(early.body, /April 1, 2026 at the earliest/);
    assert.match(early.body, /name="disposalOn"[^>]*value="2026-03-31"/, 'what was chosen stays');
    const noDay = await send('file', { disposalOn: '2026-04-31' });
    assert.equal(noDay.statusCode, 422);
    assert.match(noDay.body, /id="disposalOn-error"[^>]*>This is no day of the calendar/);
    assert.equal((await send('file', { disposalOn: '2026-04-01' })).statusCode, 303);
    const copy = { ...COPY, number: paper.id.slice(0, 8), disposalOn: '2026-04-01' };
    const other = await send('receive', { ...copy, volume: '3' });
    assert.equal(other.statusCode, 422);
    assert.match(other.body, /other items/);
    keeps(other.body, { ...copy, volume: '3' });
    const wrong = await send('receive', { ...copy, disposalOn: '2026-04-02' });
    assert.match(wrong.body, /other items/, 'the day on which disposal begins as well');
    const page_ = (await visitor.get(at)).body;
    assert.match(page_, /waits for the approved copy/);
    assert.ok(page_.includes(`<code>${paper.id}</code>`), 'what the form asks for stands on the page');
    const named = await send('receive', { ...copy, reference: 'LopezMaria.1990' });
    assert.equal(named.statusCode, 422);
    assert.match(named.body, /does not look like a number/);
    keeps(named.body, { ...copy, reference: 'LopezMaria.1990' });
    assert.match(named.body, /id="reference-error"/);
    assert.equal(named.body.match(/LopezMaria/g)?.length, 1, 'nowhere but in the field it was typed into');
    const odd = { ...copy, number: 'zwei', series: '', item: '6<b', from: '2026-02-30', volume: 'zwei' };
    const unread = await send('receive', odd);
    assert.equal(unread.statusCode, 422);
    keeps(unread.body, { ...odd, item: '6&lt;b' });
    for (const [field, code] of [
      ['number', 'certificate-own-number-unreadable'],
      ['series', 'certificate-field-missing'],
      ['item', 'certificate-item-unreadable'],
      ['from', 'certificate-day-unreadable'],
      ['volume', 'certificate-count-unreadable'],
    ] as const) {
      const sentence = words.en?.[`fault.${code}`] ?? 'no words';
      assert.ok(unread.body.includes(`<a href="#${field}">${sentence}`), `${field} in the summary`);
      assert.match(
        unread.body,
        new RegExp(`id="${field}-error" class="field-error">${sentence.slice(0, 12)}`),
      );
      assert.match(
        unread.body,
        new RegExp(`id="${field}"[^>]*aria-describedby="(number-hint )?${field}-error"`),
      );
    }
    const future = await send('receive', { ...copy, approvedOn: '2026-03-03' });
    assert.equal(future.statusCode, 422);
    assert.match(future.body, /March 3, 2026 cannot be the day of the approval/);
    assert.equal((await send('receive', copy)).statusCode, 303);
    for (const path of [at, '/records'])
      assert.match(
        (await visitor.get(path)).body,
        /Approved: destruction begins on April 1, 2026 at 7:00/,
        path,
      );
    assert.doesNotMatch((await visitor.get(at)).body, /It is destroyed/, 'nothing can have been');
    const undone = await send('destroyed', {});
    assert.equal(undone.statusCode, 409);
    assert.match(undone.body, /2 listed records are still there/);

    context.setTime(new Date('2026-04-02T18:00:00Z'));
    await context.holds.sweep(store);
    const again = await signInAgain(context, officer);
    const sendAgain = (step: string, body: Record<string, string>) => again.form(at, `${at}/${step}`, body);
    assert.equal((await sendAgain('destroyed', {})).statusCode, 303);
    assert.equal((await sendAgain('witness', {})).statusCode, 403);
    assert.equal((await sendAgain('prove', { reference: 'P/1' })).statusCode, 303);
    const over = (await again.get(at)).body;
    assert.match(over, /Proof filed/);
    assert.match(over, /2 records destroyed, 0 kept/);
    assert.match(over, /<code class="leaf">[0-9a-f]{8}…<\/code>/);
    const [, receipt = ''] = /href="(\/records\/receipt\/[a-p]{32})"/.exec(over) ?? [];
    const unnumbered = await again.get(receipt);
    assert.equal(unnumbered.statusCode, 404, 'no number before the full hour');
    assert.match(unnumbered.body, /Numbers are given at each full hour/);
    assert.equal((await again.get('/records/receipt/aaaa')).statusCode, 404);

    const pdf = await again.get(`${at}/pdf`);
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.ok(pdf.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')));
    const list = await again.get(`${at}/csv`);
    assert.match((await again.get(`${at}/steps`)).body, /"5","proved"/);
    assert.match(
      list.body,
      /"card-register","Local Records Commission","2026-01-13","26-017","6","held","2020","2020","2026-02-27","2026-03-01","2"/,
    );
    assert.match(String(list.headers['content-disposition']), /^attachment; filename="certificate\.csv"$/);
    assert.equal((await again.get(`/records/certificate/${'z'.repeat(32)}`)).statusCode, 404);
  });

  test('while a hold keeps all that it lists, the page says so and offers no statement', async ({
    store,
  }) => {
    const context = await officeContext(store);
    const { clock, random } = context;
    await addCards(context, ['2026-02-27', '2026-03-01']);
    const { visitor, id: officer } = await signedIn(context, ['records-officer']);
    await visitor.form('/records', '/records/draft', { series: CARD_SERIES, through: '2026-03-02' });
    const [paper] = await certificates(store.read);
    assert.ok(paper);
    const at = certificatePath(paper.id);
    await visitor.form(at, `${at}/file`, { disposalOn: '2026-04-01' });
    const received = await visitor.form(at, `${at}/receive`, { ...COPY, number: paper.id });
    assert.equal(received.statusCode, 303, received.body);
    context.setTime(new Date('2026-04-01T06:00:00Z'));
    await placeHold(store, EVERYTHING, randomUUID(), { clock, random });
    context.setTime(new Date('2026-04-02T18:00:00Z'));
    await context.holds.sweep(store);
    const again = await signInAgain(context, officer);
    const page = (await again.get(at)).body;
    assert.match(page, /A legal hold keeps all 2 records that it lists\./);
    assert.doesNotMatch(page, /It is destroyed/);
    const pressed = await again.form(at, `${at}/destroyed`, {});
    assert.equal(pressed.statusCode, 409);
    assert.match(pressed.body, /Nothing of it ends while the hold lasts/);
    assert.doesNotMatch(pressed.body, /Each ends on its day/);
  });

  test('a slip in an approved certificate: it is taken back with a reason from the list, until its day has begun', async ({
    store,
  }) => {
    const context = await officeContext(store);
    await addCards(context, ['2026-02-27', '2026-03-01']);
    const { visitor, id: officer } = await signedIn(context, ['records-officer']);
    const make = async (by: Visitor) => {
      await by.form('/records', '/records/draft', { series: CARD_SERIES, through: '2026-03-02' });
      const paper = (await certificates(store.read)).find(({ state }) => state === 'drafted');
      assert.ok(paper);
      const at = certificatePath(paper.id);
      await by.form(at, `${at}/file`, { disposalOn: '2026-04-01' });
      const copy = { ...COPY, number: paper.id };
      assert.equal((await by.form(at, `${at}/receive`, copy)).statusCode, 303);
      return at;
    };
    const at = await make(visitor);
    for (const why of ['', 'Zephyrine Lopez']) {
      const none = await visitor.form(at, `${at}/withdraw`, { why });
      assert.equal(none.statusCode, 422);
      assert.match(none.body, /id="why-error"[^>]*>Choose why it is taken back/);
      assert.doesNotMatch(none.body, /Zephyrine/);
    }
    assert.equal((await visitor.form(at, `${at}/withdraw`, { why: 'wrong-span' })).statusCode, 303);
    const { body } = await visitor.get(at);
    assert.match(body, /taken back, by you \(its days or its count were wrong\)/);
    assert.doesNotMatch(body, /It is destroyed/);
    assert.match((await visitor.get(`${at}/steps`)).body, /"4","withdrawn",.*"wrong-span"/);

    const next = await make(visitor);
    context.setTime(new Date('2026-04-01T12:00:00Z'));
    const again = await signInAgain(context, officer);
    const late = await again.form(next, `${next}/withdraw`, { why: 'wrong-day' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /its disposal day, April 1, 2026, has begun/);
    assert.match(late.body, /Approved, destruction under way/);
    assert.doesNotMatch(late.body, /id="withdraw-step"/);
  });

  test('T6: the page of a draft says how many a hold left out, and the paper does not', async ({ store }) => {
    const context = await officeContext(store);
    await addCards(context, ['2026-02-27', '2026-03-01', '2026-03-01']);
    await store.write((tx) =>
      tx.updateTable('cards').set({ issue_month: '2020-03' }).where('place', '=', 1).execute(),
    );
    await placeHold(store, ofDays(CARD_SERIES, '2020-03-01', '2020-03-31'), randomUUID(), context);
    const { visitor } = await signedIn(context, ['records-officer']);
    await visitor.form('/records', '/records/draft', { series: CARD_SERIES, through: '2026-03-02' });
    const [paper] = await certificates(store.read);
    assert.ok(paper);
    assert.equal(paper.volume, 2);
    const at = certificatePath(paper.id);
    assert.match(
      (await visitor.get(at)).body,
      /look for holds, which left out 1 record that a hold keeps, by you/,
    );
    assert.doesNotMatch((await visitor.get(`${at}/csv`)).body, /hold/);
  });

  test('a city whose law wants none sees no form and no table of certificates, and its records end by themselves', async ({
    store,
  }) => {
    const { program } = await modelCity();
    const context = testContext(store, { program, time: new Date('2026-03-02T18:00:00Z') });
    await addCards(context, ['2026-03-01']);
    const { visitor } = await signedIn(context, ['records-officer']);
    const { body } = await visitor.get('/records');
    assert.match(body, /needs a certificate\. Records end on their day/);
    assert.doesNotMatch(body, /records\/draft/);
    await context.holds.sweep(store);
    assert.equal((await store.read.selectFrom('cards').select('serial').execute()).length, 0);
  });
});

plain('a count is read as it stands on paper, in whatever language it was printed', () => {
  for (const text of ['2717', '2,717', '2.717', '2 717', '2\u202f717'])
    assert.equal(readCount(text), 2717, text);
  assert.equal(readCount('1,234,567'), 1_234_567);
  for (const text of ['zwei', '', '0', '-3', '1e3', '27,17', '2,7170', '1234567890', '٣'])
    assert.equal(readCount(text), null, text);
});
