import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { back, tryCode } from '../../apps/server/portal/after/testing/sent.ts';
import { ADULT } from '../../apps/server/portal/testing/fill-in.ts';
import { portalHall } from '../../apps/server/portal/testing/hall.ts';
import { openFile } from '../../apps/server/review/browser/open-file.ts';
import { openNext } from '../../apps/server/review/open.ts';
import { withSecondLooks } from '../../apps/server/review/testing/hall.ts';
import { keyOf } from '../../apps/server/review/testing/officers.ts';
import { beginSession } from '../../apps/server/staff/sessions.ts';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { EVERY } from '../../apps/server/testing/every.ts';
import { openLives } from '../../apps/server/testing/lives.ts';
import {
  APPROVED,
  approvedPerson,
  formOf,
  Killing,
  type Person,
  SENT,
  sentOnce,
  sentPerson,
  stillDraft,
  tidy,
} from './online-service-city.ts';

const CHILD = fileURLToPath(new URL('online-service-child.ts', import.meta.url));
/**
 * So many steps, and one more that is never reached. The everyday run takes the first, the last two and every third between
 * them; `npm run test:every` takes each.
 */
const everyStep = (steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => i + 1).filter(
    (step) => EVERY || step % 3 === 1 || step >= steps,
  );

type Ends = { steps: number; not: number; done: number };

/** What a way of dying at each step came to: both ends were seen, and what was answered is done. */
function both(ends: Ends, what: string): void {
  assert.ok(ends.not > 0 && ends.done > 0, `${what}: ${JSON.stringify(ends)}`);
}

forEachServer('the whole of city hall, killed', (test) => {
  test('F-01 F-28 I2 I8 I9: kill -9 at every durable step of sending, deciding and withdrawing', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the steps are city hall’s own, the same on every server');
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const city = new Killing(hall, await openLives(t, CHILD), db.address);
    const [officer] = hall.officers;
    assert.ok(officer);

    const sending = async (one: Person, dieAt: number) =>
      city.ask(formOf(one, '/apply/send', one.token), dieAt);
    const sent: Person[] = [];
    const sends: Ends = { steps: 0, not: 0, done: 0 };
    let one = await city.somebody();
    sends.steps = (await sending(one, 0)) ?? 0;
    await sentOnce(city, one, 'sending, whole');
    sent.push(one);
    one = await city.somebody();
    for (const dieAt of everyStep(sends.steps)) {
      const at = `sending, step ${dieAt}`;
      const whole = await sending(one, dieAt);
      await city.recover(at);
      const row = await city.rowOf(one.id);
      if (row?.state === 'draft') {
        assert.equal(whole, null, `${at}: what was answered is done`);
        await stillDraft(city, one, at);
        sends.not += 1;
        continue;
      }
      await sentOnce(city, one, at);
      sends.done += 1;
      sent.push(one);
      one = await city.somebody();
    }
    both(sends, 'sending');

    const staff = hall.context.config.origins.staff.origin;
    const cookie = await hall.context.store.write((tx) =>
      beginSession(hall.context, tx, officer.staffId, 'staff'),
    );
    const deciding = async (token: string, dieAt: number) =>
      city.ask(
        {
          origin: 'staff',
          originUrl: staff,
          url: '/api/review/decide',
          cookies: { 'ck-staff': cookie },
          contentType: 'application/json',
          payload: JSON.stringify({ token, verdict: 'approve', unmet: [] }),
        },
        dieAt,
      );
    const approved: Person[] = [];
    const decides: Ends = { steps: 0, not: 0, done: 0 };
    /** Opens what waits longest, as its reviewer's page does. */
    const opens = async (at: string) => {
      if (sent.length === approved.length) sent.push(await sentPerson(city));
      const opened = await openNext(hall.context, officer.staffId);
      const file = await openFile(opened, keyOf(officer));
      assert.equal(file.card.answers.name, ADULT.name, at);
      const whose = sent.find(({ id }) => id === opened.application);
      assert.ok(whose, at);
      return { token: opened.token, whose };
    };
    const first = await opens('deciding, whole');
    decides.steps = (await deciding(first.token, 0)) ?? 0;
    approved.push(first.whose);
    for (const dieAt of everyStep(decides.steps)) {
      const at = `deciding, step ${dieAt}`;
      const { token, whose } = await opens(at);
      const whole = await deciding(token, dieAt);
      await city.recover(at);
      const done = (await city.rowOf(whose.id))?.state === 'approved';
      assert.ok(done || whole === null, `${at}: what was answered is done`);
      assert.deepEqual(await city.kindsOf(whose.id), done ? APPROVED : SENT, at);
      assert.equal((await back(hall, whose.code)).pathname(), '/apply/follow', at);
      decides[done ? 'done' : 'not'] += 1;
      if (done) approved.push(whose);
    }
    both(decides, 'deciding');

    const never = await tryCode(hall, 'not a code');
    const withdrawing = async ({ person }: Person, dieAt: number) => {
      const page = await person.open('/apply/withdraw');
      const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      return city.ask(formOf({ person }, '/apply/withdraw', token), dieAt);
    };
    const withdraws: Ends = { steps: 0, not: 0, done: 0 };
    const next = async () => approved.pop() ?? (await approvedPerson(city, officer));
    withdraws.steps = (await withdrawing(await next(), 0)) ?? 0;
    let whose = await next();
    for (const dieAt of everyStep(withdraws.steps)) {
      const at = `withdrawing, step ${dieAt}`;
      const before = await city.receipts();
      const whole = await withdrawing(whose, dieAt);
      await city.recover(at);
      const row = await city.rowOf(whose.id);
      const ended = (await city.receipts()) - before;
      if (row) {
        assert.equal(whole, null, `${at}: what was answered is done`);
        assert.equal(row.state, 'approved', at);
        assert.equal(ended, 0, at);
        assert.deepEqual(await city.kindsOf(whose.id), APPROVED, at);
        assert.equal((await back(hall, whose.code)).pathname(), '/apply/follow', at);
        withdraws.not += 1;
        continue;
      }
      assert.equal(ended, APPROVED.length + 1, `${at}: each record and the application, receipted once`);
      assert.deepEqual(await tryCode(hall, whose.code), never, `${at}: a code that never existed`);
      withdraws.done += 1;
      whose = await next();
    }
    both(withdraws, 'withdrawing');
    t.diagnostic(JSON.stringify({ sends, decides, withdraws }));
    await tidy(city);
  });
});
