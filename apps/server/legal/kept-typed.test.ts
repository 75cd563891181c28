import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cityHall } from '../staff/testing/city-hall.ts';
import { REQUEST_CLASSES } from '../store/tables/requests.ts';
import { forOneServer } from '../testing/database.ts';
import { demandHall, register, subpoena } from './demands/testing/hall.ts';
import { logRequest } from './requests/log-request.ts';
import { requestPath } from './requests/paths.ts';
import { today } from './review.ts';

const OFFICE = /^\/(demands|holds|requests|tracks|clocks)(\/|$)/;
const WRITTEN = 'A page of counsel’s own words, ten minutes of work.';

forOneServer('forms of the law department', (test) => {
  test('F-07: each of them keeps what was typed over a touch of the passkey; those with a file want none', async (db, t) => {
    const { context } = await demandHall(db, t);
    const [loses, keeps]: [string[], string[]] = [[], []];
    await cityHall(context, (origin, { method, url, config }) => {
      if (origin !== 'staff' || method !== 'POST' || !OFFICE.test(url) || config?.upload) return;
      (config?.keepsTyped ? keeps : loses).push(url);
    });
    assert.ok(keeps.length > 40, `${keeps.length}`);
    // Buttons with a file behind them or a number alone: nothing of them is typed.
    const papers = [
      'letters/issue',
      'letters/open',
      'produced/take',
      'produced/back-second',
      'produced/log',
      'drafts',
    ];
    assert.deepEqual(
      loses.filter((url) => !papers.some((path) => url.endsWith(`/${path}`))),
      [],
    );
  });

  test('F-07: intake, what is added, notes, days, privileges, holds and notices are given back in sight when the session ended', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    let now = new Date('2026-03-02T18:00:00Z');
    context.setTime(now);
    const law = await join(['law-officer']);
    const { id, hold, answer } = await register(law, subpoena());
    assert.equal(answer.statusCode, 303);
    const token = /name="_csrf" value="([^"]+)"/.exec((await law.visitor.get('/clocks')).body)?.[1] ?? '';
    now = new Date(now.getTime() + 3_600_000);
    context.setTime(now);
    for (const [url, fields] of [
      ['/demands/new', { id: randomUUID(), hold: randomUUID(), 'item1-words': WRITTEN }],
      [`/demands/${id}/amend`, { hold: randomUUID(), 'item1-words': WRITTEN }],
      [`/demands/${id}/add-process`, { note: WRITTEN }],
      [`/demands/${id}/add-counsel`, { note: WRITTEN }],
      [`/demands/${id}/day`, { which: 'return', day: '2026-04-01' }],
      [`/demands/${id}/privileged`, { written: '2026-03-02', words: WRITTEN }],
      ['/holds/new', { id: randomUUID(), reason: 'demand' }],
      [`/holds/${hold}/confirm`, { which: 'all', when: 'all', 'said-en': WRITTEN }],
      [`/holds/${hold}/words`, { 'said-en': WRITTEN }],
      [`/holds/${hold}/tell/ask`, { basis: 'no-order-forbids' }],
      [`/holds/${hold}/public-notice/ask`, { 'said-en': WRITTEN, from: '2026-03-03', until: '2026-03-20' }],
    ] as const) {
      const kept = await law.visitor.app.inject({
        method: 'POST',
        url,
        cookies: { ...law.visitor.cookies },
        headers: {
          ...{ accept: 'text/html', origin: law.visitor.origin, 'sec-fetch-site': 'same-origin' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ ...fields, _csrf: token }).toString(),
      });
      assert.equal(kept.statusCode, 401, `${url} ${kept.body.slice(0, 200)}`);
      assert.match(kept.body, /data-passkey="send-again"/, url);
      const words = Object.values(fields).includes(WRITTEN);
      assert.equal(/<textarea[^>]*>\nA page of counsel’s own words/.test(kept.body), words, url);
      for (const name of Object.keys(fields))
        assert.ok(kept.body.includes(`name="${name}"`), `${url} ${name}`);
    }
  });

  test('a count of places that is none comes back at its field, with all that was chosen beside it', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    const { visitor, id: by } = await join(['public-records-officer']);
    const id = randomUUID();
    const asked = { requester: 'ordinary', classes: ['papers'], contact: '', words: '' } as const;
    await logRequest(context, { id, receivedOn: today(context), ...asked }, by);
    const path = requestPath(id);
    const exemption = context.program.program.requests?.exemptions.at(-1)?.id ?? '';
    const fields = { exemption, of: REQUEST_CLASSES.at(-1) ?? '' };
    for (const places of ['-3', '', '0', '2.5', '1e3', 'twelve', '1234567', '٣']) {
      const back = await visitor.form(path, `${path}/redact`, { ...fields, places });
      assert.equal(back.statusCode, 422, places);
      assert.match(back.body, /<a href="#places">How many places: write a whole number/, places);
      const form = /<section[^>]*id="redact">[\s\S]*?<\/section>/.exec(back.body)?.[0] ?? '';
      assert.match(form, /id="places-error"/, places);
      if (places !== '') assert.ok(form.includes(`value="${places}"`), places);
      for (const chosen of Object.values(fields))
        assert.match(form, new RegExp(`<option value="${chosen}" selected`), places);
    }
    assert.equal((await visitor.form(path, `${path}/redact`, { ...fields, places: ' 12 ' })).statusCode, 303);
    const steps = await db.store.read.selectFrom('record_request_steps').select('places').execute();
    assert.deepEqual(steps, [{ places: 12 }]);
    assert.equal((await visitor.form(path, `${path}/withdraw`, {})).statusCode, 303);
    const noDay = await visitor.form(path, `${path}/review-asked`, { askedOn: '' });
    assert.equal(noDay.statusCode, 422);
    assert.match(noDay.body, /<a href="#review-asked">/);
  });
});
