import assert from 'node:assert/strict';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { forEachServer } from '../testing/database.ts';
import { type Statement, state, statements } from './statements.ts';

const clock = { now: () => new Date('2026-11-22T10:00:00Z') };
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const served = (digest: string): Statement => ({
  kind: 'app-served',
  subject: 'desk',
  digest: digest.repeat(64),
});

forEachServer('public statements', (test) => {
  test('only a change is said, a return to what was said before included, and each opens its leaf', async ({
    store,
  }) => {
    const say = (one: Statement) => store.write((tx) => state(tx, one, { clock, random }));
    const answers = [];
    for (const digest of ['a', 'a', 'b', 'a']) answers.push(await say(served(digest)));
    assert.deepEqual(answers, [true, false, true, true]);
    assert.equal(await say({ ...served('a'), subject: 'verify' }), true);
    const said = await statements(store.read);
    assert.deepEqual(
      said.map(({ subject, digest }) => `${subject} ${digest[0]}`),
      ['desk a', 'desk b', 'desk a', 'verify a'],
    );
    const leaves = (await store.read.selectFrom('ledger_unsequenced').select('commitment').execute()).map(
      ({ commitment }) => Buffer.from(commitment).toString('hex'),
    );
    for (const { ledger_salt, ...event } of said) {
      const opened = await commit(new Uint8Array(ledger_salt), canonicalEvent(event));
      assert.ok(leaves.includes(Buffer.from(opened).toString('hex')), `${event.subject} is in the ledger`);
    }
    assert.equal(leaves.length, said.length);
  });

  test('many processes that start together say it once', async ({ store }) => {
    const all = await Promise.all(
      Array.from({ length: 6 }, () => store.write((tx) => state(tx, served('c'), { clock, random }))),
    );
    assert.equal(all.filter(Boolean).length, 1);
  });

  test('a statement has no room for anything but a name and a digest', async ({ store }) => {
    const say = (one: Partial<Statement>) =>
      store.write((tx) => state(tx, { ...served('d'), ...one }, { clock, random }));
    await assert.rejects(say({ subject: 'Zofia Nowak' }));
    await assert.rejects(say({ digest: 'seen at the desk on Monday' }));
  });
});
