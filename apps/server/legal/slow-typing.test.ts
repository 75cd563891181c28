import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { demandHall, register, subpoena } from './demands/testing/hall.ts';
import { nowhereClear } from './demands/testing/nowhere-clear.ts';
import { sendFile } from './demands/testing/send-file.ts';
import { NEW_REQUEST_PATH, requestPath } from './requests/paths.ts';
import type { Colleague } from './testing/colleagues.ts';
import { NEW_EMERGENCY_PATH, trackPath } from './tracks/paths.ts';

const WRITTEN = 'It took counsel, Zephyrine "Z." Quillfeather,\nten minutes & more to write this.';
const LETTER = { letter: 'response', to: 'Special Agent', own: WRITTEN, 'ground-privilege': 'on' };

/** What the page's own form would send, as a browser reads it: what was written stands in sight, the rest beside it. */
const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&#10;', '\n').replaceAll('&amp;', '&');
const shown = (body: string): Record<string, string> =>
  fieldsOf(body, /<textarea name="([^"]+)"[^>]* readonly[^>]*>\n([^<]*)</gi);
const sends = (body: string): Record<string, string> => ({
  ...fieldsOf(body, /<input type="hidden" name="([^"]+)" value="([^"]*)"/g),
  ...shown(body),
});
const fieldsOf = (body: string, fields: RegExp): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(fields)]
      .map(([, name = '', value = '']) => [name, unescaped(value)] as const)
      .filter(([name]) => name !== '_csrf'),
  );
/** Sent with the token that is named, whoever signed in since. */
const pressed = ({ visitor }: Colleague, url: string, fields: Record<string, string>, token: string) =>
  visitor.app.inject({
    method: 'POST',
    url,
    cookies: { ...visitor.cookies },
    headers: {
      accept: 'text/html',
      origin: visitor.origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...fields, _csrf: token }).toString(),
  });
const tokenIn = (body: string): string => /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

/** The page gives back what was typed and does nothing else: no cookie, no address. */
function isKept(answer: LightMyRequestResponse, typed: Record<string, string>, status = 403): void {
  assert.equal(answer.statusCode, status, answer.body.slice(0, 300));
  assert.deepEqual(sends(answer.body), typed);
  const texts = Object.values(shown(answer.body));
  const own = Object.values(typed).filter((text) => text.includes(' '));
  assert.deepEqual(own.sort(), texts.sort(), 'who wrote it sees it there, whole');
  assert.deepEqual([answer.headers['set-cookie'], answer.headers.location], [undefined, undefined]);
  assert.equal(answer.headers['cache-control'], 'no-store');
}
/** One press is the touch and sends; nobody is led away from what they typed. */
function wantsTouch(answer: LightMyRequestResponse, typed: Record<string, string> = {}, status = 403): void {
  isKept(answer, typed, status);
  assert.match(answer.body, /<form[^>]*>.*data-passkey="send-again".*<\/form>/s);
  assert.doesNotMatch(answer.body, /type="submit"[^>]*>(Send|Enviar)|href="\/sign-in/);
}
/** Touched meanwhile: it is sent as it stands. */
function wantsPress(answer: LightMyRequestResponse, typed: Record<string, string>): void {
  isKept(answer, typed);
  assert.doesNotMatch(answer.body, /data-passkey=/);
  assert.match(answer.body, /<button type="submit">Send</);
}

const isSentToSignIn = (answer: LightMyRequestResponse) => {
  assert.equal(answer.statusCode, 303);
  assert.match(String(answer.headers.location), /^\/sign-in/);
};

async function hall(db: TestDatabase, t: NodeTest) {
  const made = await demandHall(db, t);
  const { context, join } = made;
  let now = new Date('2026-03-02T18:00:00Z').getTime();
  context.setTime(new Date(now));
  const [law, other] = [await join(['law-officer']), await join(['law-officer'])];
  const demand = await register(law, subpoena());
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 300));
  const later = (minutes: number) => {
    now += minutes * 60_000;
    context.setTime(new Date(now));
  };
  /** From a page that needs no touch, whose token is the session's. */
  const press = ({ visitor }: Colleague, url: string, fields: Record<string, string> = {}) =>
    visitor.form('/clocks', url, fields);
  return { ...made, law, other, later, press, demand: `/demands/${demand.id}` };
}

async function askedAndCalled(law: Colleague, press: Awaited<ReturnType<typeof hall>>['press']) {
  const [asked, call] = [randomUUID(), randomUUID()];
  const request = { id: asked, receivedOn: '2026-03-02', requester: 'ordinary', 'class-papers': 'on' };
  assert.equal((await press(law, NEW_REQUEST_PATH, request)).statusCode, 303);
  const caller = { id: call, came: 'phone', asker: 'local' };
  assert.equal((await press(law, NEW_EMERGENCY_PATH, caller)).statusCode, 303);
  return { asked: requestPath(asked), call: trackPath(call) };
}

forOneServer('what somebody typed for ten minutes', (test) => {
  test('F-07: writing and sealing one’s own words wants no touch of the passkey, and what is refused is shown again', async (db, t) => {
    const { law, later, press, demand } = await hall(db, t);
    const { asked, call } = await askedAndCalled(law, press);
    later(10);
    const letter = await press(law, `${demand}/letters`, LETTER);
    assert.equal(letter.statusCode, 422);
    assert.ok(unescaped(letter.body).includes(WRITTEN), 'the letter is in its form');
    const started = await press(law, `${demand}/letters/start`, { letter: 'response', own: WRITTEN });
    assert.ok(unescaped(started.body).includes(WRITTEN));

    assert.equal((await press(law, `${demand}/public`, { copy: WRITTEN })).statusCode, 303);
    const long = await press(law, `${demand}/public`, { copy: `${'word '.repeat(13_000)}end` });
    assert.equal(long.statusCode, 422);
    assert.match(long.body, /word end/);
    assert.ok(!unescaped(long.body).includes(WRITTEN), 'what is sealed is not opened beside it');

    const prepared = await press(law, `${asked}/prepare`, { letter: 'denied', contact: '', basis: WRITTEN });
    assert.equal(prepared.statusCode, 422);
    assert.ok(unescaped(prepared.body).includes(WRITTEN));
    const scope = await press(law, `${asked}/scope`, { scope: WRITTEN });
    assert.equal(scope.statusCode, 422);
    assert.ok(unescaped(scope.body).includes(WRITTEN));
    const whole = { letter: 'granted', contact: WRITTEN, responsible: WRITTEN, handed: WRITTEN };
    const ready = await press(law, `${asked}/prepare`, whole);
    assert.deepEqual([ready.statusCode, ready.headers.location?.startsWith('/sign-in')], [303, false]);
    assert.equal((await press(law, `${call}/called-back`, { found: 'yes' })).statusCode, 303);

    const bundle = await sendFile(law, '/clocks', {
      url: `${demand}/produced`,
      fields: { item: randomUUID(), recipient: 'court', medium: 'by-hand', pages: 'many' },
      ...{ name: 'file', file: Buffer.from('%PDF-1.7'), type: 'application/pdf' },
    });
    assert.equal(bundle.statusCode, 422, 'the count is what is wrong, and no touch');
  });

  test('T10: to open, agree, decide and issue want a fresh touch, and a press with words in it is kept for after it', async (db, t) => {
    const { law, other, later, press, demand } = await hall(db, t);
    const { asked, call } = await askedAndCalled(law, press);
    await press(law, `${demand}/public`, { copy: WRITTEN });
    const digest =
      /name="digest" value="([0-9a-f]{64})"/.exec((await other.visitor.get(`${demand}/public`)).body)?.[1] ??
      '';
    later(10);
    const published = async () =>
      (await db.store.read.selectFrom('publications').select('id').execute()).length;
    const one = { letter: randomUUID() };
    for (const [path, fields] of [
      [`${demand}/letters/issue`, one],
      [`${demand}/letters/open`, one],
      [`${demand}/produced/take`, { production: randomUUID() }],
    ] as const)
      isSentToSignIn(await press(other, path, fields));
    isSentToSignIn(await other.visitor.get(`${demand}/public`));
    const counted = { production: randomUUID(), pages: '31', records: '27', people: '5' };
    wantsTouch(await press(other, `${demand}/produced/agree`, counted), counted);
    wantsTouch(await press(other, `${demand}/public/agree`, { digest }), { digest });
    for (const step of ['issue', 'withdraw', 'open']) wantsTouch(await press(other, `${asked}/${step}`));
    for (const step of ['agree', 'publish', 'review', 'open'])
      wantsTouch(await press(other, `${call}/${step}`));
    const decision = { outcome: 'nothing-to-find', reviewOn: '2026-04-01' };
    const kept = await press(other, `${call}/decide`, decision);
    wantsTouch(kept, decision);
    const steps = () => db.store.read.selectFrom('track_steps').select('step').execute();
    assert.deepEqual([await steps(), await published()], [[], 0]);

    const token = await other.touch();
    const old = await pressed(other, `${call}/decide`, decision, tokenIn(kept.body));
    wantsPress(old, decision);
    assert.deepEqual(await steps(), [], 'a form of the session before changes nothing');
    const done = await pressed(other, `${call}/decide`, sends(kept.body), token);
    assert.equal(done.statusCode, 303, 'sent with what the touch answered: one press');
    assert.deepEqual(await steps(), [{ step: 'decided' }]);
    assert.equal((await press(other, `${demand}/produced/agree`, counted)).statusCode, 404);
    assert.equal((await press(other, `${demand}/public/agree`, { digest })).statusCode, 303);
    assert.equal(await published(), 1);
  });

  test('T9: a letter outlives a touch in another tab and a session that ended, and stands nowhere but in the answer', async (db, t) => {
    const { context, law, later, press, demand } = await hall(db, t);
    const url = `${demand}/letters`;
    const before = tokenIn((await law.visitor.get(url)).body);
    await law.touch();
    const meanwhile = await pressed(law, url, LETTER, before);
    wantsPress(meanwhile, LETTER);
    const taken = await pressed(law, url, sends(meanwhile.body), tokenIn(meanwhile.body));
    assert.equal(taken.statusCode, 422, 'read, and not yet whole');
    later(20);
    const ended = await pressed(law, url, LETTER, tokenIn(taken.body));
    wantsTouch(ended, LETTER, 401);
    assert.ok(!ended.body.includes('/sign-out'), 'nobody is signed in');
    const sent = await pressed(law, url, sends(ended.body), await law.touch());
    assert.equal(sent.statusCode, 422);
    assert.ok(unescaped(sent.body).includes(WRITTEN));
    const elsewhere = await law.visitor.app.inject({
      method: 'POST',
      url,
      cookies: { ...law.visitor.cookies },
      headers: { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(LETTER).toString(),
    });
    assert.equal(elsewhere.statusCode, 403);
    assert.ok(!elsewhere.body.includes('ten minutes'), 'another site is given back nothing');
    assert.equal((await press(law, '/sign-out')).statusCode, 303);
    await nowhereClear(db, context, ['ten minutes & more']);
  });
});
