import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cityHall } from '../staff/testing/city-hall.ts';
import { forOneServer } from '../testing/database.ts';
import { demandHall, register, subpoena } from './demands/testing/hall.ts';

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
});
