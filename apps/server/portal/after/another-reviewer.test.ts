import assert from 'node:assert/strict';
import { boxesOf, openRecord } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { openFile } from '../../review/browser/open-file.ts';
import { decide } from '../../review/decide.ts';
import { removeKey } from '../../review/evidence/keys.ts';
import { openNext } from '../../review/open.ts';
import { lapse, unopenable } from '../../review/service.ts';
import { type Sent, sendApplication } from '../../review/testing/application.ts';
import { APPROVE, appeal, DAY, DENY, later, rowOf } from '../../review/testing/deciding.ts';
import { reviewHall, withSecondLooks } from '../../review/testing/hall.ts';
import { keyOf, newOfficer, type Officer } from '../../review/testing/officers.ts';
import { leave } from '../../staff/members.ts';
import type { TestContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { heading } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { renewBoxes } from './renew-boxes.ts';
import { back, decided, sent } from './testing/sent.ts';

const gone = ({ context }: Pick<PortalHall, 'context'>, { staffId }: Officer) =>
  context.store.write((tx) => leave(context, tx, staffId));
const codeOn = (body: string): string => /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

forOneServer('another reviewer', (test) => {
  test('an appeal waits for somebody who did not decide, although they left; who comes later opens it once its owner has come back', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 2, change: withSecondLooks(0) });
    const { context } = hall;
    const [one, two] = hall.officers;
    assert.ok(one && two);
    await newOfficer(context, ['clerk']);
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    await gone(hall, two);
    const person = await back(hall, code);
    await person.open('/apply/appeal?lang=en');
    const next = codeOn((await person.answer()).body);
    assert.equal((await rowOf(context, id)).state, 'appealed');
    await assert.rejects(openNext(context, one.staffId), isFault, 'never the one who denied it');
    assert.equal((await unopenable(context.store.read, [])).another, 1);
    const three = await newOfficer(context);
    await assert.rejects(openNext(context, three.staffId), isFault, 'the box is older than their key');
    await back(hall, next);
    assert.equal((await unopenable(context.store.read, [])).another, 0);
    await assert.rejects(openNext(context, one.staffId), isFault);
    const opened = await openNext(context, three.staffId);
    assert.equal((await openFile(opened, keyOf(three))).papers.length, 2);
    await decide(context, three.staffId, opened.token, APPROVE);
    const row = await rowOf(context, id);
    assert.deepEqual([row.state, row.review_keys], ['approved', null]);
  });

  test('nobody comes: on its day the no is gone with everything, and the page says so', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 2, change: withSecondLooks(0) });
    const { context } = hall;
    const [one, two] = hall.officers;
    assert.ok(one && two);
    await newOfficer(context, ['clerk']);
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    await gone(hall, two);
    const person = await back(hall, code);
    const page = await person.open('/apply/appeal?lang=en');
    assert.match(page.body, /If nobody has decided by then, the no is gone/);
    await person.answer();
    later(context, 45 * DAY);
    await lapse(context);
    const { state, unmet, first_reviewer, first_verdict } = await rowOf(context, id);
    assert.deepEqual([state, unmet, first_reviewer, first_verdict], ['lapsed', [], null, null]);
  });

  test('a city hall of one may be its own second person, and every page says so', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 1, change: withSecondLooks(100) });
    const { context } = hall;
    const [one] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    const before = await person.open('/apply/follow?lang=en');
    assert.match(before.body, /the same person looks at it again/);
    const page = await person.open('/apply/appeal?lang=en');
    assert.match(page.body, /One person works here, so the same person/);
    assert.doesNotMatch(page.body, /did not decide before/);
    await person.answer();
    await person.answer();
    const after = await person.open('/apply/follow?lang=en');
    assert.equal(heading(after), 'We have your application');
    assert.match(after.body, /the same person looks at it again/);
    assert.equal((await unopenable(context.store.read, [])).another, 0);
    await decided(hall, one, APPROVE);
    assert.equal((await rowOf(context, id)).state, 'approved', 'and no second look of the same eyes');
  });

  test('T10: whoever comes and goes, in any order: nobody looks a second time at what they decided', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    await newOfficer(context, ['clerk']);
    const all: Officer[] = [];
    const here = new Set<Officer>();
    const files = new Map<string, Sent>();
    /** By whom, as the model has it: city hall forgets it at the last decision. */
    const first = new Map<string, Officer>();
    const join = async () => {
      const officer = await newOfficer(context);
      all.push(officer);
      here.add(officer);
    };
    const steps = {
      join,
      send: async () => {
        const file = await sendApplication(context);
        files.set(file.id, file);
      },
      leave: async (n: number) => {
        const officer = [...here][n % Math.max(1, here.size)];
        if (!officer) return;
        here.delete(officer);
        const { staffId, credential } = officer;
        await context.store.write((tx) =>
          n % 2 === 0 ? leave(context, tx, staffId) : removeKey(context, tx, staffId, credential),
        );
      },
      look: async (n: number) => {
        const officer = all[n % Math.max(1, all.length)];
        if (!officer) return;
        const opened = await openNext(context, officer.staffId);
        await openFile(opened, keyOf(officer));
        if (opened.stage !== 'waiting')
          assert.notEqual(first.get(opened.application), officer, `${opened.stage} of their own`);
        const verdict = n % 3 === 0 ? APPROVE : DENY;
        await decide(context, officer.staffId, opened.token, verdict);
        first.set(opened.application, officer);
      },
      appeal: async (n: number) => {
        const rows = await context.store.read
          .selectFrom('applications')
          .select('id')
          .where('state', '=', 'denied')
          .where('appeal_until', 'is not', null)
          .orderBy('id')
          .execute();
        const file = files.get(rows[n % Math.max(1, rows.length)]?.id ?? '');
        if (file) await appeal(context, file.id, file.share);
      },
      comesBack: async (n: number) => {
        const file = [...files.values()][n % Math.max(1, files.size)];
        if (!file) return;
        const application = await rowOf(context, file.id);
        await renewBoxes(context, { application, file: file.share, draft: null, by: 'code' });
      },
    };
    const names = Object.keys(steps) as (keyof typeof steps)[];
    const step = fc.tuple(fc.constantFrom(...names), fc.nat({ max: 30 }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (walk) => {
        await join();
        await join();
        for (const [name, n] of walk) {
          await steps[name](n).catch(refused);
          await noBoxOfTheirs(context, first);
        }
      }),
      { seed: 11, numRuns: 8, endOnFailure: true },
    );
    assert.ok(first.size > 0);
  });
});

/** City hall may say no at any step; what may not happen is something else. */
function refused(error: unknown): void {
  const codes = ['review-nothing-waits', 'evidence-not-ready', 'evidence-key-unknown', 'member-last'];
  if (!isFault(error) || !codes.includes(error.code)) throw error;
}

/** An appeal's box has no place for whoever denied it: not even a stolen passkey of theirs opens it. */
async function noBoxOfTheirs(context: TestContext, first: ReadonlyMap<string, Officer>): Promise<void> {
  const appealed = await context.store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'appealed')
    .execute();
  for (const { id: application } of appealed) {
    const officer = first.get(application);
    const [box] = await context.vault.release(
      context.store.read,
      { application, kinds: ['review-box'] },
      { purpose: 'appeal', approvals: [officer?.staffId ?? ''] },
    );
    if (!box) continue;
    const { id: recordId, slotKey, sealed } = box;
    const plain = await openRecord({ recordId, slotKey, share: null, sealed });
    if (officer) assert.deepEqual(await boxesOf(plain, officer.publicKey), []);
  }
}
