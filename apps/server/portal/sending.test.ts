import assert from 'node:assert/strict';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { keeperOf } from '../keeper/client.ts';
import { forOneServer } from '../testing/database.ts';
import { openBlobs } from '../vault/blobs/open.ts';
import type { SealedRecord, Vault } from '../vault/vault.ts';
import { portalSession } from './session.ts';
import { submit } from './submit.ts';
import { setSwitch } from './switch/set-switch.ts';
import { type Applicant, heading } from './testing/applicant.ts';
import { type PortalHall, portalHall } from './testing/hall.ts';
import { openedByReviewer } from './testing/opened.ts';
import { ready, rows } from './testing/ready.ts';

/** The vault, but its step of this number does not come back. */
function cutAt(vault: Vault, step: number): Vault {
  let steps = 0;
  const counted =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      steps += 1;
      if (steps === step) throw new Fault('keeper-silent');
      return work(...args);
    };
  return {
    ...vault,
    heads: counted(vault.heads),
    open: counted(vault.open),
    seal: counted(vault.seal),
    keep: counted(vault.keep),
    end: counted(vault.end),
    finish: counted(vault.finish),
  };
}

/** The form as a browser would send it again, with the token it had. */
const sendAgain = (person: Applicant, token: string) =>
  person.app.inject({
    method: 'POST',
    url: '/apply/send',
    cookies: { ...person.cookies },
    headers: {
      accept: 'text/html',
      origin: person.origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: `_csrf=${token}`,
  });

const sessionOf = async ({ context }: PortalHall, person: Applicant) =>
  portalSession(context, { cookies: person.cookies } as unknown as FastifyRequest);

const reference = (body: string) => /<code dir="ltr">([0-9A-Z ]+)<\/code>/.exec(body)?.[1];

const SENT = ['card', 'contact', 'papers', 'review-box'];

forOneServer('F-07, F-09: sending', (test) => {
  test('twice at once, again, and by a replayed form: one application, one reference, one confirmation', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const answers = await Promise.all([1, 2, 3].map(() => person.form('/apply/check', '/apply/send', {})));
    for (const one of answers) assert.equal(one.headers.location, '/apply/done?lang=en');
    const again = await person.form('/apply/done', '/apply/send', {});
    const replayed = await person.form('/leaving', '/apply/send', {});
    assert.equal(again.statusCode, 403);
    assert.equal(replayed.statusCode, 403);
    const first = await person.open('/apply/done');
    const reloaded = await person.open('/apply/done');
    assert.ok(reference(first.body));
    assert.equal(reference(first.body), reference(reloaded.body));
    const { applications, records } = await rows(hall);
    assert.deepEqual(
      applications.map(({ state }) => state),
      ['waiting'],
    );
    assert.deepEqual(records, SENT);
  });

  test('four at once: of what the three others sealed neither a key nor a byte is left', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const { context } = hall;
    const { vault } = context;
    const sealed: SealedRecord[] = [];
    const seal: Vault['seal'] = async (wish) => {
      const record = await vault.seal(wish);
      sealed.push(record);
      return record;
    };
    const session = await sessionOf(hall, person);
    assert.ok(session);
    const open = { ...context, vault: { ...vault, seal } };
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => submit(open, { ...session })));
    assert.deepEqual(outcomes.sort(), ['already', 'already', 'already', 'sent']);
    assert.ok(sealed.length >= SENT.length);
    const kept = await db.store.read.selectFrom('vault_records').selectAll().execute();
    const items = sealed.map(({ epoch, slot }) => ({ epoch, slot }));
    const { alive } = await keeperOf(context).ask('vault-alive', { items });
    const living = sealed.filter((_, at) => alive[at] === true).map(({ id }) => id);
    assert.deepEqual(living.sort(), kept.map(({ id }) => id).sort());
    const blobs: string[] = [];
    for await (const { name } of openBlobs(context.config.blobs).list()) blobs.push(name);
    const named = new Set(kept.map(({ blob }) => blob));
    assert.deepEqual(
      blobs.filter((name) => !named.has(name)),
      [],
    );
  });

  test('a press, and a page, that opens the draft just when another press has sent it leads to the one confirmation', async (db, t) => {
    const hall = await portalHall(db, t);
    for (const path of ['/apply/send', '/apply/check']) {
      const { person, token } = await ready(hall);
      const session = await sessionOf(hall, person);
      assert.ok(session);
      const { vault } = hall.context;
      let opened = 0;
      const open: Vault['open'] = async (...asked) => {
        opened += 1;
        if (opened === 1) assert.equal(await submit({ ...hall.context, vault }, session), 'sent');
        return vault.open(...asked);
      };
      Object.assign(hall.context, { vault: { ...vault, open } });
      const page = path === '/apply/send' ? await sendAgain(person, token) : await person.get(path);
      Object.assign(hall.context, { vault });
      assert.equal(opened, 1, path);
      assert.equal(page.statusCode, 303, page.body);
      assert.match(`${page.headers.location}`, /^\/apply\/done\b/, path);
      assert.equal(heading(await person.open('/apply/done')), 'We have your application', path);
    }
    assert.deepEqual((await rows(hall)).records, [...SENT, ...SENT].sort());
  });

  test('a form sent again with its own token after it was sent leads to the same confirmation', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person, token } = await ready(hall);
    for (let times = 0; times < 3; times += 1) {
      const sent = await sendAgain(person, token);
      assert.equal(sent.statusCode, 303);
      assert.equal(sent.headers.location, '/apply/done?lang=en');
    }
    assert.deepEqual((await rows(hall)).records, SENT);
  });

  test('UX-06: every earlier page leads to the confirmation afterwards, and nothing can be sent again', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    await person.answer({}, '/apply/send');
    for (const path of [
      '/apply/check',
      '/apply/ask/name',
      '/apply/papers/photo',
      '/apply/face',
      '/apply/next',
    ]) {
      await person.open(path);
      assert.equal(person.pathname(), '/apply/done', path);
    }
  });

  test('two tabs: what the other tab changed last is what is sent', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const other = hall.visitor();
    Object.assign(other.cookies, person.cookies);
    await other.open('/apply/ask/address');
    await other.answer({ address: '1 Other Street', address2: '' });
    await person.answer({}, '/apply/send');
    assert.equal((await openedByReviewer(hall)).card.person.address, '1 Other Street');
  });

  test('an answer that changes while the old one is being sealed is sealed again', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const { vault } = hall.context;
    let times = 0;
    const seal: typeof vault.seal = async (record) => {
      times += 1;
      if (times === 1) {
        await person.open('/apply/ask/address');
        await person.answer({ address: '1 Other Street', address2: '' });
      }
      return vault.seal(record);
    };
    const session = await sessionOf(hall, person);
    assert.ok(session);
    assert.equal(await submit({ ...hall.context, vault: { ...vault, seal } }, session), 'sent');
    assert.equal((await openedByReviewer(hall)).card.person.address, '1 Other Street');
    assert.deepEqual((await rows(hall)).records, SENT);
  });

  test('F-07: cut at any step, it is sent whole or not at all, and a cut after the last step takes nothing back', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const before = await rows(hall);
    const session = await sessionOf(hall, person);
    assert.ok(session);
    let outcome = '';
    let cut = 0;
    while (outcome === '') {
      cut += 1;
      const context = { ...hall.context, vault: cutAt(hall.context.vault, cut) };
      outcome = await submit(context, session).catch(async (error: unknown) => {
        assert.ok(isFault(error) && error.code === 'keeper-silent', String(error));
        assert.deepEqual(await rows(hall), before, `cut at step ${cut}`);
        return '';
      });
    }
    // Draft read, pictures opened, four records sealed, draft read again, four kept, the draft's end; then its keys.
    assert.ok(cut > 12, `only ${cut} steps`);
    assert.equal(outcome, 'sent');
    const ending = await rows(hall);
    assert.deepEqual(
      ending.applications.map(({ state }) => state),
      ['waiting'],
    );
    assert.ok(ending.records.includes('draft'), 'the cut was before the keys');
    await hall.context.vault.finish();
    assert.deepEqual((await rows(hall)).records, SENT);
    assert.equal((await openedByReviewer(hall)).card.person.name, 'Zéphyrine Quakenbush');
  });

  test('an open question is asked, not sent around: a shortcut to the sending leads to it', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await person.answer({ who: 'self' });
    await person.open('/apply/check');
    assert.equal(person.pathname(), '/apply/ask/name');
    await person.answer({}, '/apply/send');
    assert.equal(person.pathname(), '/apply/ask/name');
    assert.deepEqual(
      (await rows(hall)).applications.map(({ state }) => state),
      ['draft'],
    );
  });

  test('UX-14: without its key process nothing is said to be received, and nothing is lost', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person, token } = await ready(hall);
    const before = await rows(hall);
    await hall.keeper.stop();
    const answer = await sendAgain(person, token);
    assert.equal(answer.statusCode, 503, answer.body);
    assert.doesNotMatch(answer.body, /We have your application/);
    assert.deepEqual(await rows(hall), before);
    await hall.keeper.start();
    const done = await person.open('/apply/check').then(() => person.answer({}, '/apply/send'));
    assert.equal(heading(done), 'We have your application');
    assert.deepEqual((await rows(hall)).records, SENT);
  });

  test('intake stopped meanwhile: it is not taken, the draft stays and says until when', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person, token } = await ready(hall);
    const by = hall.officers[0]?.staffId ?? '';
    const turn = (suspended: boolean) =>
      hall.context.store.write((tx) => setSwitch(hall.context, tx, { suspended, by }));
    await turn(true);
    const before = await rows(hall);
    const refused = await sendAgain(person, token);
    assert.equal(refused.statusCode, 503);
    assert.match(refused.body, /What you saved before stays until/);
    assert.deepEqual(await rows(hall), before);
    assert.equal((await hall.visitor().open('/apply')).statusCode, 503);
    await turn(false);
    await person.open('/apply/check');
    assert.equal(heading(await person.answer({}, '/apply/send')), 'We have your application');
  });

  test('UX-22: a helper’s session has nothing that opens what was sent', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall, 'helper');
    const done = await person.answer({}, '/apply/send');
    assert.equal(heading(done), 'We have your application');
    const session = await sessionOf(hall, person);
    assert.deepEqual([session?.draft, session?.file, session?.code], [null, null, null]);
  });
});
