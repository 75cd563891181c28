import assert from 'node:assert/strict';
import { test as plain } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { words as cardWords } from '../cards/words.ts';
import type { Context } from '../context.ts';
import { words as deskWords } from '../desks/words.ts';
import { insertSealed } from '../holds/testing/sealed.ts';
import { words as publicWords } from '../public/words.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';
import { firstAdministrator, listMembers } from './members.ts';
import { relyingPartyId } from './relying-party.ts';
import { SoftAuthenticator } from './testing/authenticator.ts';
import { cityHall } from './testing/city-hall.ts';
import { Visitor } from './testing/visitor.ts';
import { words } from './words.ts';

const STAFF = 'http://localhost:8081';
const DESK = 'http://localhost:8082';
const MINUTE = 60_000;

async function hall({ store }: TestDatabase) {
  const served = await modelCity();
  const context = testContext(store, { program: served.program, time: new Date('2026-03-02T15:00:00Z') });
  const origins = await cityHall(context);
  const later = (minutes: number) =>
    context.setTime(new Date(context.clock.now().getTime() + minutes * MINUTE));
  return {
    context,
    later,
    staff: () => new Visitor(origins.staff, STAFF),
    desk: () => new Visitor(origins.desk, DESK),
  };
}

const passkey = (over: { verifiesUser?: boolean; counts?: boolean } = {}) =>
  new SoftAuthenticator({ rpId: 'localhost', origin: STAFF, ...over });

async function join(visitor: Visitor, token: string, key = passkey()): Promise<SoftAuthenticator> {
  const options = await visitor.json('/api/join/options', { token });
  assert.equal(options.statusCode, 200, options.body);
  const joined = await visitor.json('/api/join', { token, response: key.register(options.json()) });
  assert.equal(joined.statusCode, 200, joined.body);
  return key;
}

async function signIn(visitor: Visitor, key: SoftAuthenticator) {
  const options = await visitor.json('/api/sign-in/options', {});
  return visitor.json('/api/sign-in', { response: key.signIn(options.json(), visitor.origin) });
}

async function administrator(context: Context, visitor: Visitor): Promise<SoftAuthenticator> {
  const token = await firstAdministrator(context);
  assert.ok(token);
  return join(visitor, token);
}

/** Invites somebody through the pages; returns the one-time token out of the link shown. */
async function inviteBy(visitor: Visitor, called: string, roles: string[]): Promise<string> {
  const ticks = Object.fromEntries(roles.map((role) => [`role-${role}`, 'on']));
  const page = await visitor.form('/staff', '/staff/invite', { called, ...ticks });
  return /join#([A-Za-z0-9_-]{43})/.exec(page.body)?.[1] ?? '';
}

forOneServer('staff', (test) => {
  test('the first link makes the first administrator, once; the next start prints none', async (db) => {
    const { context, staff } = await hall(db);
    const early = await firstAdministrator(context);
    const token = await firstAdministrator(context);
    const visitor = staff();
    assert.equal((await visitor.json('/api/join/options', { token: early })).statusCode, 403);
    await join(visitor, token ?? '');
    assert.match((await visitor.get('/')).body, /People and roles/);
    assert.equal((await staff().json('/api/join/options', { token })).json().code, 'link-refused');
    assert.equal(await firstAdministrator(context), null);
    const rows = await db.store.read.selectFrom('staff_members').selectAll().execute();
    assert.equal(rows.length, 1);
  });

  test('a link ends after 24 hours, and its token is stored nowhere', async (db) => {
    const { context, staff, later } = await hall(db);
    const token = (await firstAdministrator(context)) ?? '';
    const stored = JSON.stringify(await db.store.read.selectFrom('staff_invites').selectAll().execute());
    assert.ok(!stored.includes(token));
    later(24 * 60 + 1);
    assert.equal((await staff().json('/api/join/options', { token })).json().code, 'link-refused');
  });

  test('one passkey opens staff and desk origin, each with a session of its own', async (db) => {
    const { context, staff, desk } = await hall(db);
    const key = await administrator(context, staff());
    const atDesk = desk();
    assert.equal((await signIn(atDesk, key)).statusCode, 200);
    assert.equal(
      (await atDesk.app.inject({ method: 'GET', url: '/api/session', cookies: atDesk.cookies })).json()
        .called,
      'Administrator',
    );
    const cookie = Object.values(atDesk.cookies)[0] ?? '';
    const crossed = staff();
    crossed.cookies['ck-staff'] = cookie;
    assert.equal((await crossed.get('/')).statusCode, 303);
  });

  test('a passkey that does not verify its user, answers for another site or repeats a challenge signs nobody in', async (db) => {
    const { context, staff, desk } = await hall(db);
    const token = (await firstAdministrator(context)) ?? '';
    const visitor = staff();
    const lax = passkey({ verifiesUser: false });
    const options = await visitor.json('/api/join/options', { token });
    const refusedKey = await visitor.json('/api/join', { token, response: lax.register(options.json()) });
    assert.equal(refusedKey.json().code, 'passkey-refused');
    const key = await join(visitor, token);

    const challenge = await visitor.json('/api/sign-in/options', {});
    const answer = key.signIn(challenge.json());
    assert.equal((await visitor.json('/api/sign-in', { response: answer })).statusCode, 200);
    assert.equal((await staff().json('/api/sign-in', { response: answer })).json().code, 'sign-in-refused');

    const elsewhere = (await staff().json('/api/sign-in/options', {})).json();
    const phished = key.signIn(elsewhere, 'http://evil.example');
    assert.equal((await staff().json('/api/sign-in', { response: phished })).json().code, 'sign-in-refused');
    const crossOrigin = (await desk().json('/api/sign-in/options', {})).json();
    const wrong = key.signIn(crossOrigin, STAFF);
    assert.equal((await desk().json('/api/sign-in', { response: wrong })).json().code, 'sign-in-refused');
    const unknown = await signIn(staff(), passkey());
    assert.deepEqual(
      [unknown.statusCode, unknown.json().code, unknown.json().params],
      [401, 'sign-in-refused', {}],
    );
  });

  test('a session ends after 15 idle minutes, after 12 hours, and at sign-out; a new sign-in makes a new token', async (db) => {
    const { context, staff, later } = await hall(db);
    const visitor = staff();
    const key = await administrator(context, visitor);
    const before = { ...visitor.cookies };
    await signIn(visitor, key);
    assert.notDeepEqual(visitor.cookies, before);
    const stale = staff();
    Object.assign(stale.cookies, before);
    assert.equal((await stale.get('/')).statusCode, 303, 'the session from before the sign-in');

    later(14);
    assert.equal((await visitor.get('/')).statusCode, 200);
    later(14);
    assert.equal((await visitor.get('/')).statusCode, 200);
    later(16);
    assert.equal((await visitor.get('/')).statusCode, 303);

    await signIn(visitor, key);
    for (let i = 0; i < 60; i++) {
      later(12);
      await visitor.get('/');
    }
    later(1);
    assert.equal((await visitor.get('/')).statusCode, 303, 'after twelve hours');

    await signIn(visitor, key);
    const held = { ...visitor.cookies };
    const out = await visitor.form('/', '/sign-out', {});
    assert.equal(out.headers['clear-site-data'], '"cache", "storage"');
    Object.assign(visitor.cookies, held);
    assert.equal((await visitor.get('/')).statusCode, 303);
    const stored = await db.store.read.selectFrom('staff_sessions').select('ends_at').execute();
    assert.ok(stored.every((row) => row.ends_at <= context.clock.now()));
  });

  test('the last passkey of a person stays; a second one makes the first removable', async (db) => {
    const { context, staff } = await hall(db);
    const visitor = staff();
    const first = await administrator(context, visitor);
    const credential = first.credentialId.toString('base64url');
    const refused = await visitor.form('/passkeys', '/passkeys/remove', { credential });
    assert.equal(refused.statusCode, 409);
    const second = passkey();
    const options = await visitor.json('/api/passkeys/options', {});
    const added = await visitor.json('/api/passkeys', { response: second.register(options.json()) });
    assert.equal(added.statusCode, 200, added.body);
    assert.equal((await visitor.form('/passkeys', '/passkeys/remove', { credential })).statusCode, 303);
    assert.equal((await signIn(staff(), first)).json().code, 'sign-in-refused');
    assert.equal((await signIn(staff(), second)).statusCode, 200);
  });

  test('two removals at once leave one passkey', async (db) => {
    const { context, staff } = await hall(db);
    const visitor = staff();
    const first = await administrator(context, visitor);
    const second = passkey();
    const options = await visitor.json('/api/passkeys/options', {});
    await visitor.json('/api/passkeys', { response: second.register(options.json()) });
    const remove = (key: SoftAuthenticator) =>
      visitor.form('/passkeys', '/passkeys/remove', { credential: key.credentialId.toString('base64url') });
    const outcomes = await Promise.all([remove(first), remove(second)]);
    assert.deepEqual(outcomes.map((one) => one.statusCode).sort(), [303, 409]);
  });

  test('the last administrator can neither leave nor drop the role', async (db) => {
    const { context, staff } = await hall(db);
    const visitor = staff();
    await administrator(context, visitor);
    const [me] = await listMembers(db.store.read);
    const member = me?.id ?? '';
    assert.equal((await visitor.form('/staff', '/staff/leave', { member })).statusCode, 409);
    assert.equal((await visitor.form('/staff', '/staff/roles', { member })).statusCode, 409);
    assert.equal((await listMembers(db.store.read))[0]?.roles[0], 'administrator');
  });

  test('T10: an administrator is made by two people, by one only in a city hall of one, and the page says so', async (db) => {
    const { context, staff } = await hall(db);
    const [ada, ben, cyd] = [staff(), staff(), staff()];
    await administrator(context, ada);
    for (const [visitor, called] of [
      [ben, 'Ben'],
      [cyd, 'Cyd'],
    ] as const)
      await join(visitor, await inviteBy(ada, called, ['clerk']));
    const idOf = async (called: string) =>
      (await listMembers(db.store.read)).find((one) => one.called === called)?.id ?? '';
    const ask = async (by: Visitor, called: string) =>
      by.form('/staff', '/staff/roles', {
        member: await idOf(called),
        'role-administrator': 'on',
        'role-clerk': 'on',
      });
    const approve = async (by: Visitor) => {
      const id = /name="id" value="([^"]+)"/.exec((await by.get('/approvals')).body)?.[1] ?? '';
      return by.form('/approvals', '/approvals/approve', { id });
    };
    const isAdministrator = async (called: string) =>
      (await listMembers(db.store.read))
        .find((one) => one.called === called)
        ?.roles.includes('administrator');

    await ask(ada, 'Ben');
    assert.match((await ada.get('/approvals')).body, /city hall of one/);
    assert.equal(await isAdministrator('Ben'), false);
    assert.equal((await approve(ada)).statusCode, 303);
    assert.equal(await isAdministrator('Ben'), true);

    await ask(ada, 'Cyd');
    const page = (await ada.get('/approvals')).body;
    assert.doesNotMatch(page, /city hall of one/);
    assert.doesNotMatch(page, /name="id"/);
    const waiting = await db.store.read
      .selectFrom('approvals')
      .select('id')
      .where('used', '=', false)
      .execute();
    const own = await ada.form('/approvals', '/approvals/approve', { id: waiting[0]?.id ?? '' });
    assert.equal(own.statusCode, 409);
    assert.equal(await isAdministrator('Cyd'), false);
    assert.equal((await approve(ben)).statusCode, 303);
    assert.equal(await isAdministrator('Cyd'), true);
    const again = await ben.form('/approvals', '/approvals/approve', { id: waiting[0]?.id ?? '' });
    assert.equal(again.statusCode, 404);
  });

  test('a role taken away, and a colleague who leaves, count at the next request', async (db) => {
    const { context, staff } = await hall(db);
    const [ada, ben] = [staff(), staff()];
    await administrator(context, ada);
    const key = await join(ben, await inviteBy(ada, 'Ben', ['cards-officer']));
    assert.equal((await ben.get('/cards')).statusCode, 200);
    const id = (await listMembers(db.store.read)).find((one) => one.called === 'Ben')?.id ?? '';
    await ada.form('/staff', '/staff/roles', { member: id });
    assert.equal((await ben.get('/cards')).statusCode, 403);
    await ada.form('/staff', '/staff/leave', { member: id });
    assert.equal((await ben.get('/')).statusCode, 303);
    assert.equal((await signIn(staff(), key)).json().code, 'sign-in-refused');
  });

  test('a sensitive step asks for the passkey again after five minutes', async (db) => {
    const { context, staff, later } = await hall(db);
    const visitor = staff();
    const key = await administrator(context, visitor);
    later(6);
    const sent = await visitor.form('/staff', '/staff/invite', { called: 'Ben', 'role-clerk': 'on' });
    assert.equal(sent.statusCode, 403);
    assert.match(sent.body, /data-passkey="send-again"/);
    assert.match(
      sent.body,
      /<textarea name="called"[^>]*>\nBen<\/textarea>/,
      'what was typed stays in sight',
    );
    assert.match(sent.body, /type="hidden" name="role-clerk" value="on"/, 'and what was chosen');
    const me = (await listMembers(db.store.read))[0]?.id ?? '';
    for (const path of ['link', 'roles', 'leave']) {
      const kept = await visitor.form('/staff', `/staff/${path}`, { member: me });
      assert.equal(kept.statusCode, 403, path);
      assert.ok(kept.body.includes(`name="member" value="${me}"`), path);
    }
    assert.equal((await listMembers(db.store.read)).length, 1);
    await signIn(visitor, key);
    assert.match(await inviteBy(visitor, 'Ben', []), /^.{43}$/);
  });

  test('under a hold of everything rows stay, and a used challenge, a used link and an ended session still mean nothing', async (db) => {
    const { context, staff } = await hall(db);
    const now = context.clock.now();
    await db.store.write((tx) =>
      insertSealed(tx, {
        id: crypto.randomUUID(),
        series: null,
        placed_at: now,
        placed_by: crypto.randomUUID(),
        provisional_until: new Date(now.getTime() + 72 * 60 * MINUTE),
        ledger_salt: new Uint8Array(32),
      }),
    );
    const visitor = staff();
    const token = (await firstAdministrator(context)) ?? '';
    const key = await join(visitor, token, passkey({ counts: false }));
    assert.equal((await staff().json('/api/join/options', { token })).json().code, 'link-refused');
    const answer = key.signIn((await visitor.json('/api/sign-in/options', {})).json());
    assert.equal((await visitor.json('/api/sign-in', { response: answer })).statusCode, 200);
    assert.equal((await staff().json('/api/sign-in', { response: answer })).json().code, 'sign-in-refused');
    const held = { ...visitor.cookies };
    await visitor.form('/', '/sign-out', {});
    Object.assign(visitor.cookies, held);
    assert.equal((await visitor.get('/')).statusCode, 303);
    for (const table of ['staff_challenges', 'staff_invites', 'staff_sessions'] as const)
      assert.ok((await db.store.read.selectFrom(table).select('ends_at').execute()).length > 0, table);
  });

  test('a form without its token, or from another site, changes nothing', async (db) => {
    const { context, staff } = await hall(db);
    const visitor = staff();
    await administrator(context, visitor);
    const send = (headers: Record<string, string>, url = '/staff/invite') =>
      visitor.app.inject({
        method: 'POST',
        url,
        cookies: visitor.cookies,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: 'called=Eve',
      });
    const own = { origin: STAFF, 'sec-fetch-site': 'same-origin' };
    assert.equal((await send(own, '/approvals/approve')).json().code, 'form-expired');
    const kept = await send(own);
    assert.equal(kept.statusCode, 403);
    assert.match(kept.body, /Nothing is done yet/);
    assert.equal((await send({ origin: 'http://evil.example' })).json().code, 'cross-site-request');
    assert.equal((await listMembers(db.store.read)).length, 1);
  });
});

plain('the passkeys’ domain is what staff and desk origin share', () => {
  const of = (staff: string, desk: string) =>
    relyingPartyId({
      origins: { staff: { origin: staff, port: 1 }, desk: { origin: desk, port: 2 } } as never,
    });
  assert.equal(of('https://staff.city.example', 'https://desk.city.example'), 'city.example');
  assert.equal(of('http://localhost:8081', 'http://localhost:8082'), 'localhost');
  assert.equal(of('https://staff.one.example', 'https://desk.two.example'), 'staff.one.example');
});

plain('every page and fault of the offices has its words in each language', () => {
  for (const catalogues of [words, deskWords, cardWords, publicWords])
    assert.deepEqual(catalogueFaults(catalogues, 'en'), []);
});
