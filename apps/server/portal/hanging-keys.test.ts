import assert from 'node:assert/strict';
import { keeperOf } from '../keeper/client.ts';
import { forOneServer } from '../testing/database.ts';
import { back, sent } from './after/testing/sent.ts';
import { heading } from './testing/applicant.ts';
import { portalHall } from './testing/hall.ts';

/** A form that needs no keys: it has the session's token. */
const FORM = '/apply/withdraw';
/** The start and every page in the middle of it say one thing. */
const NOT_NOW = /What you saved or sent is still there\. Try again in some minutes/;
const AGAIN = />Try again<\/(a|button)>/;

forOneServer('keys that hang', (test) => {
  test('F-14: no page waits until everybody else has given up; it says "not now", nothing is lost, and nothing changed', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context, keeper } = hall;
    const { code } = await sent(hall);
    const owner = await back(hall, code);
    const leaver = await back(hall, code);
    const drafting = hall.visitor();
    await drafting.begin();
    await drafting.answer({ who: 'self' });
    await owner.open('/apply/correct/name');
    await leaver.open('/apply/withdraw');
    const stranger = hall.visitor();
    await stranger.open('/apply/device');
    const hung = keeper.pid();
    process.kill(hung, 'SIGSTOP');
    // A process that is stopped does not end, and the test's own clearing up would wait for it.
    try {
      /** Answered while whoever asked the keys just before, with all their patience, still waits for them. */
      const soon = async <P>(what: string, visit: () => Promise<P>): Promise<P> => {
        let gaveUp = false;
        void keeperOf(context)
          .ask('vault-status', {})
          .catch(() => {
            gaveUp = true;
          });
        const page = await visit();
        assert.equal(gaveUp, false, what);
        return page;
      };
      const start = await soon('the start', () => hall.visitor().get('/apply?lang=en'));
      assert.equal(start.statusCode, 503);
      assert.equal(heading(start), 'Applying online does not work just now');
      assert.match(start.body, NOT_NOW);
      assert.match(start.body, AGAIN);
      const begun = await soon('to begin', () => stranger.answer({ device: 'own' }));
      assert.equal(begun.statusCode, 503);
      for (const [what, visit] of [
        ['a page of a draft', () => drafting.open('/apply/ask/name?lang=en')],
        ['an answer', () => drafting.form(FORM, '/apply/ask/name?lang=en', { name: 'Somebody' })],
        ['a correction', () => owner.form(FORM, '/apply/correct/name?lang=en', { name: 'Somebody' })],
        [
          'what is sealed and opens nothing before',
          () =>
            owner.form(FORM, '/apply/correct/contact?lang=en', {
              contact: 'text',
              reach: '312 555 0123',
              safe: 'yes',
            }),
        ],
        ['what can be corrected', () => owner.open('/apply/correct?lang=en')],
      ] as const) {
        const page = await soon(what, visit);
        assert.equal(page.statusCode, 503, what);
        assert.match(page.body, NOT_NOW, what);
        assert.match(page.body, AGAIN, what);
      }
      const typed = { year: '1987', month: '4', day: '17' };
      const answer = await drafting.form(FORM, '/apply/ask/birth?lang=en', typed);
      for (const [name, value] of Object.entries(typed))
        assert.match(answer.body, new RegExp(`<input type="text" name="${name}" value="${value}"`), name);
      const corrected = await owner.form(FORM, '/apply/correct/name?lang=en', { name: 'Somebody Else' });
      assert.match(corrected.body, /name="name" value="Somebody Else"/);
      assert.doesNotMatch(corrected.body, /Quakenbush/, 'nothing that was sealed comes with it');
      assert.match(corrected.body, /<form method="post" action="\?lang=en"/);
      const coded = await hall.visitor().form('/apply/return?lang=en', '/apply/return?lang=en', { code });
      assert.ok(!coded.body.includes(code), 'and no code');
      const over = await soon('taking back', () => leaver.answer());
      assert.equal(
        leaver.pathname(),
        '/apply/withdrawn',
        'it ends all the same: its key dies as soon as it can',
      );
      assert.match(over.body, /It has ended/);

      process.kill(hung, 'SIGCONT');
      await keeperOf(context).ask('vault-status', {});
      await context.vault.finish();
      const { read } = context.store;
      assert.deepEqual(
        (await read.selectFrom('vault_records').select('kind').execute()).map(({ kind }) => kind),
        ['draft'],
        'of what was taken back nothing stays, and nothing was sealed',
      );
      const page = await drafting.open('/apply/next?lang=en');
      assert.equal(drafting.pathname(), '/apply/ask/name', page.body.slice(0, 200));
      assert.doesNotMatch(page.body, /value="Somebody"/);
    } finally {
      process.kill(hung, 'SIGCONT');
    }
  });
});
