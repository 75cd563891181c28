import assert from 'node:assert/strict';
import { boxesOf, joinTwo, openBox } from '@commonkey/vault';
import { keeperOf } from '../../keeper/client.ts';
import { dualBoxFor } from '../../review/evidence/purposes.ts';
import { unopenable } from '../../review/service.ts';
import { later } from '../../review/testing/deciding.ts';
import { newOfficer } from '../../review/testing/officers.ts';
import { leave, setRole } from '../../staff/members.ts';
import type { Role } from '../../staff/roles.ts';
import { firstAdministrator } from '../../staff/service.ts';
import { SoftAuthenticator } from '../../staff/testing/authenticator.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { forOneServer } from '../../testing/database.ts';
import { back, sent } from '../after/testing/sent.ts';
import { heading } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { intakeNow, isSuspended, takesNew } from './intake.ts';
import { setSwitch } from './set-switch.ts';

forOneServer('the switch of online applications', (test) => {
  test('a stop counts at once and is said; what came in before opens, and every date runs on', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const before = await sent(hall);
    const typing = hall.visitor();
    await typing.begin();
    const days = await endsOf(hall);
    assert.equal((await intakeNow(context)).closed, null);
    const by = hall.officers[0]?.staffId ?? '';
    await turn(hall, true, by);
    const shut = await hall.visitor().open('/apply?lang=en');
    assert.equal(shut.statusCode, 503);
    assert.equal(heading(shut), 'Applying online is paused');
    assert.match(shut.body, /Come in person/);
    for (const path of ['/apply/device', '/apply/lives-here', '/apply/what-we-keep'])
      assert.equal((await hall.visitor().get(path)).statusCode, 503, path);
    const person = await back(hall, before.code);
    assert.equal(person.pathname(), '/apply/follow');
    assert.deepEqual(await endsOf(hall), days);
    await turn(hall, false, by);
    assert.equal((await hall.visitor().open('/apply')).statusCode, 200);
    const set = await context.store.read
      .selectFrom('portal_switches')
      .selectAll()
      .orderBy('set_at')
      .execute();
    assert.deepEqual(
      set.map(({ suspended }) => suspended),
      [true, false],
    );
  });

  test('what is set already changes nothing and is not recorded; a change is committed to', async (db, t) => {
    const hall = await portalHall(db, t);
    const by = hall.officers[0]?.staffId ?? '';
    const leaves = async () =>
      (await hall.context.store.read.selectFrom('ledger_unsequenced').selectAll().execute()).length;
    const start = await leaves();
    assert.equal(await turn(hall, false, by), false);
    assert.equal(await leaves(), start);
    assert.equal(await turn(hall, true, by), true);
    assert.equal(await turn(hall, true, by), false);
    assert.equal(await leaves(), start + 1);
    assert.equal(await turn(hall, false, by), true, 'two of one moment keep their order');
    assert.equal((await intakeNow(hall.context)).closed, null);
  });

  test('closed says why: the program first, then the stop, then keys, then the key process', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    assert.equal((await intakeNow(hall.context)).closed, 'nobody-decides');
    const late = await portalHall(db, t, { change: withDays({ since: '2099-01-01' }) });
    assert.equal((await intakeNow(late.context)).closed, 'not-yet');
    assert.match((await late.visitor().open('/apply?lang=en')).body, /opens on January 1, 2099/);
    const over = await portalHall(db, t, { change: withDays({ until: '2020-12-31' }) });
    assert.equal((await intakeNow(over.context)).closed, 'over');
    const off = await portalHall(db, t, { change: withDays({ on: false }) });
    assert.equal((await intakeNow(off.context)).closed, 'off');
    const silent = await portalHall(db, t);
    await silent.keeper.stop();
    assert.equal((await intakeNow(silent.context)).closed, 'keeper-silent');
    assert.match(
      (await silent.visitor().open('/apply?lang=en')).body,
      /Applying online does not work just now/,
    );
  });

  test('a key process that hangs keeps nobody from the front door; it says paused, and open when it answers again', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context, keeper } = hall;
    const paused = /We take nothing new online at the moment/;
    const hung = keeper.pid();
    process.kill(hung, 'SIGSTOP');
    t.after(() => void (keeper.pid() === hung && process.kill(hung, 'SIGCONT')));
    let silent = false;
    const given = keeperOf(context)
      .ask('vault-status', {})
      .catch(() => {
        silent = true;
      });
    for (const path of ['/?lang=en', '/papers?lang=en', '/?lang=en']) {
      const page = await hall.visitor().get(path);
      assert.equal(page.statusCode, 200);
      if (path !== '/papers?lang=en') assert.match(page.body, paused);
      assert.equal(silent, false, `${path} came before anybody had given up asking`);
    }
    process.kill(hung, 'SIGCONT');
    await given;
    // What was asked meanwhile is answered now, and tells the next who looks.
    while (!(await takesNew(context))) await new Promise((done) => setTimeout(done, 20));
    assert.doesNotMatch((await hall.visitor().get('/?lang=en')).body, paused);
    process.kill(hung, 'SIGSTOP');
    assert.equal((await hall.visitor().get('/?lang=en')).statusCode, 200);
    await turn(hall, true, hall.officers[0]?.staffId ?? '');
    assert.match(
      (await hall.visitor().get('/?lang=en')).body,
      paused,
      'a stop counts at once, whatever is remembered',
    );
    process.kill(hung, 'SIGCONT');
  });

  test('one reviewer in a larger city: nothing new comes in; halves that left with people are counted, and stop nobody new', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const [one, two] = hall.officers;
    assert.ok(one && two);
    await sent(hall);
    await newOfficer(context, ['evidence-officer']);
    const role = (staffId: string, role: Role, active: boolean) =>
      context.store.write((tx) => setRole(tx, staffId, role, active));
    await role(two.staffId, 'reviewer', false);
    assert.equal((await intakeNow(context)).closed, 'one-decides');
    await role(two.staffId, 'reviewer', true);
    assert.equal((await intakeNow(context)).closed, null);
    await role(two.staffId, 'evidence-officer', false);
    // Two officers are left, but of what was sent before only one of them has a half.
    assert.equal((await unopenable(context.store.read, [])).halves, 1);
    assert.equal((await intakeNow(context)).closed, null);
    await role(two.staffId, 'evidence-officer', true);
    assert.equal((await unopenable(context.store.read, [])).halves, 0);
  });

  test('who is left makes the halves anew for those who came, once the owner comes back with their code', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const [, two] = hall.officers;
    assert.ok(two);
    const { code, id } = await sent(hall);
    const three = await newOfficer(context);
    await context.store.write((tx) => leave(context, tx, two.staffId));
    assert.equal((await unopenable(context.store.read, [])).halves, 1);
    await back(hall, code);
    assert.deepEqual(await unopenable(context.store.read, []), { another: 0, anybody: 0, halves: 0 });
    const row = await context.store.read
      .selectFrom('applications')
      .select(['dual_boxes', 'share_commitment'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const set = row.dual_boxes ?? assert.fail();
    const halves = [];
    for (const { publicKey, privateKey } of [...hall.officers, three])
      for (const box of await boxesOf(set, publicKey))
        halves.push(await openBox(privateKey, box, dualBoxFor(id)));
    assert.equal(halves.length, 2, 'none for who left');
    await joinTwo(halves, row.share_commitment ?? assert.fail());
    context.setTime(new Date(context.clock.now().getTime() + 61_000));
    assert.equal((await intakeNow(context)).closed, null);
  });

  test('the staff page: only who may, and only with a passkey used just now', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    const { context } = hall;
    const { staff: app } = await cityHall(context);
    t.after(() => app.close());
    const staff = new Visitor(app, context.config.origins.staff.origin);
    const key = new SoftAuthenticator({ rpId: 'localhost', origin: staff.origin });
    assert.equal((await staff.get('/online')).statusCode, 303, 'to sign in');
    const { store } = context;
    const token = await firstAdministrator(context);
    const options = await staff.json('/api/join/options', { token });
    await staff.json('/api/join', { token, response: key.register(options.json()) });
    const page = await staff.get('/online?lang=en');
    assert.equal(page.statusCode, 200, page.body);
    assert.match(page.body, /Nobody has a reviewer’s key/);
    const stopped = await staff.form('/online', '/online', { suspended: 'yes' });
    assert.equal(stopped.headers.location, '/online?lang=en');
    assert.match((await staff.get('/online?lang=es')).body, /Alguien del personal la detuvo/);
    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    const stale = await staff.form('/online', '/online', { suspended: 'no' });
    assert.match(String(stale.headers.location), /^\/sign-in/);
    assert.equal((await intakeNow(context)).closed, 'suspended');
    const wish = new URL(String(stale.headers.location), staff.origin).searchParams.get('next') ?? '';
    assert.match(wish, /^\/[a-z/-]*$/, 'a plain path, as the page after a touch takes it');
    assert.match(String((await staff.get(wish)).headers.location), /^\/sign-in/, 'not without a touch');
    assert.equal(await isSuspended(store.read), true);
    const touch = await staff.json('/api/sign-in/options', {});
    await staff.json('/api/sign-in', { response: key.signIn(touch.json()) });
    const forged = wish.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    for (const other of [forged, wish.replace('/resume/', '/stop/')]) await staff.get(other);
    assert.equal(await isSuspended(store.read), true, 'nobody’s link does anything');
    assert.equal((await staff.get(wish)).headers.location, '/online?lang=en');
    assert.equal(await isSuspended(store.read), false, 'one press is enough');
    await staff.form('/online', '/online', { suspended: 'yes' });
    later(context, 6 * 60_000);
    await staff.json('/api/sign-in', {
      response: key.signIn((await staff.json('/api/sign-in/options', {})).json()),
    });
    await staff.get(wish);
    assert.equal(await isSuspended(store.read), true, 'and none that is old');
    const me = await store.read
      .selectFrom('staff_passkeys')
      .select('staff_id')
      .where('active', '=', true)
      .executeTakeFirstOrThrow();
    await store.write(async (tx) => {
      await setRole(tx, me.staff_id, 'clerk', true);
      await setRole(tx, me.staff_id, 'administrator', false);
    });
    assert.equal((await staff.get('/online')).statusCode, 403);
    assert.equal((await staff.form('/', '/online', { suspended: 'no' })).statusCode, 403);
  });
});

const turn = ({ context }: PortalHall, suspended: boolean, by: string) =>
  context.store.write((tx) => setSwitch(context, tx, { suspended, by }));

const endsOf = ({ context }: PortalHall) =>
  context.store.read.selectFrom('vault_records').select(['id', 'ends_on']).orderBy('id').execute();

function withDays(days: object) {
  return <P extends { channels: { portal?: object } }>(program: P): P => ({
    ...program,
    channels: { ...program.channels, portal: { ...program.channels.portal, ...days } },
  });
}
