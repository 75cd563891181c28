import assert from 'node:assert/strict';
import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../../apps/server/context.ts';
import { placeHold } from '../../apps/server/holds/holding.ts';
import { EVERYTHING } from '../../apps/server/holds/scope.ts';
import { appeal } from '../../apps/server/portal/after/appeal.ts';
import { correctCard, replaceFace } from '../../apps/server/portal/after/correct.ts';
import { addPapers, handBack } from '../../apps/server/portal/after/papers.ts';
import { byTheRule } from '../../apps/server/portal/after/stands.ts';
import { destroyNow, withdraw } from '../../apps/server/portal/after/withdraw.ts';
import { changeAnswers, today } from '../../apps/server/portal/draft.ts';
import type { PortalSession } from '../../apps/server/portal/session.ts';
import { submit } from '../../apps/server/portal/submit.ts';
import { reviewHall } from '../../apps/server/review/testing/hall.ts';
import { newOfficer } from '../../apps/server/review/testing/officers.ts';
import type { ApplicationState } from '../../apps/server/store/tables/portal.ts';
import type { TestContext } from '../../apps/server/testing/context.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import type { SealedRecord } from '../../apps/server/vault/vault.ts';
import { type Browser, living, readyToSend, sentAlready, stopping, strays } from './online-presses-world.ts';

type Press = (context: Context, session: PortalSession) => Promise<unknown>;
type Judge = (said: { stopped: unknown; passed: unknown }, browser: Browser) => Promise<void>;

/**
 * One press stops at each of its steps in turn while the other is made from beginning to end; then the first goes on. Both
 * began before either ended. After every order nothing is left of what was sealed in vain.
 * @returns at how many steps it stopped
 */
async function atEveryStep(
  context: TestContext,
  make: () => Promise<Browser>,
  { stopped, passes, judge, held = false }: { stopped: Press; passes: Press; judge: Judge; held?: boolean },
): Promise<number> {
  for (let step = 1; ; step += 1) {
    const browser = await make();
    const sealed: SealedRecord[] = [];
    const [there, go] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()];
    let steps = 0;
    const gate = async (name: string) => {
      steps += 1;
      if (steps !== step) return;
      there.resolve(name);
      await go.promise;
    };
    const sessions = [await browser.request(), await browser.request()] as const;
    const running = outcomeOf(stopped(stopping(context, gate, sealed), sessions[0]));
    const at = await Promise.race([there.promise, running.then(() => null)]);
    if (at === null) return step - 1;
    const passed = await outcomeOf(
      passes(
        stopping(context, async () => {}, sealed),
        sessions[1],
      ),
    );
    go.resolve();
    const said = { stopped: await running, passed };
    try {
      await judge(said, browser);
      const left = await strays(context, sealed);
      // A key that a hold of its series keeps opens nothing: its bytes are gone.
      const told = held ? left.filter((one) => !one.startsWith('key')) : left;
      assert.deepEqual(told, [], 'left of what was sealed in vain');
    } catch (error) {
      throw new Error(`stopped at step ${step}, ${at}: ${JSON.stringify(said)}`, { cause: error });
    }
  }
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (isFault(error)) return error.code;
    throw error;
  });

const name: Press = (context, session) =>
  correctCard(context, session, (card) => ({ ...card, person: { ...card.person, name: 'SOMEBODY ELSE' } }));
const address: Press = (context, session) =>
  correctCard(context, session, (card) => ({ ...card, person: { ...card.person, address: '1 Other St' } }));
const FACE = 0xfa;
const face: Press = (context, session) => replaceFace(context, session, new Uint8Array(9_000).fill(FACE));
const OPEN: readonly ApplicationState[] = ['denied', 'appealed'];
const paper: Press = (context, session) =>
  addPapers(context, session, 'residency', [context.random(9_000)], OPEN);
const DENIED = { state: 'denied', unmet: ['residency'], appeal_until: '2999-01-01' } as const;

forOneServer('two presses at once', (test) => {
  test('F-07: sent twice, whichever step the slower one is at, it is sent once and both are told the same', async (db, t) => {
    const hall = await city(db, t);
    const steps = await atEveryStep(hall, () => readyToSend(hall), {
      stopped: submit,
      passes: submit,
      judge: async (said, browser) => {
        assert.deepEqual([said.stopped, said.passed].sort(), ['already', 'sent']);
        const { state, kinds } = await living(hall, browser);
        assert.deepEqual([state, ...kinds], ['waiting', 'card', 'papers', 'review-box']);
      },
    });
    assert.ok(steps > 12, `${steps}`);
  });

  test('an answer that is saved while it is being sent is in what was sent, or is said not to be saved', async (db, t) => {
    const hall = await city(db, t);
    const answer: Press = (context, session) =>
      changeAnswers(context, session, (before) => ({ ...before, address: ['1 Other St'] }));
    const judge =
      (saved: 'stopped' | 'passed'): Judge =>
      async (said, browser) => {
        const { card, state } = await living(hall, browser);
        assert.equal(state, 'waiting');
        const refused = said[saved] === 'portal-sent-already';
        assert.equal(card?.person.address, refused ? '17 Thistlewood Lane' : '1 Other St');
        assert.ok(refused || typeof said[saved] === 'object', `${said[saved]}`);
      };
    const make = () => readyToSend(hall);
    await atEveryStep(hall, make, { stopped: submit, passes: answer, judge: judge('passed') });
    await atEveryStep(hall, make, { stopped: answer, passes: submit, judge: judge('stopped') });
  });

  test('two corrections at once: both are said to be saved, and both are', async (db, t) => {
    const hall = await city(db, t);
    const steps = await atEveryStep(hall, () => sentAlready(hall, { state: 'waiting' }), {
      stopped: name,
      passes: address,
      judge: async (said, browser) => {
        assert.deepEqual(said, { stopped: true, passed: true });
        const { card, kinds } = await living(hall, browser);
        assert.deepEqual([card?.person.name, card?.person.address], ['SOMEBODY ELSE', '1 Other St']);
        assert.deepEqual(kinds, ['card', 'papers', 'review-box']);
      },
    });
    assert.ok(steps > 6, `${steps}`);
  });

  test('another photo and a correction at once: the photo that is not asked for any more is there', async (db, t) => {
    const hall = await city(db, t);
    const make = () => sentAlready(hall, { state: 'asked', face_asked: true, unmet: ['residency'] });
    const judge: Judge = async (said, browser) => {
      assert.deepEqual(said, { stopped: true, passed: true });
      const { card } = await living(hall, browser);
      assert.deepEqual([card?.face[0], card?.person.address], [FACE, '1 Other St']);
      assert.equal((await browser.request()).application.face_asked, false);
    };
    await atEveryStep(hall, make, { stopped: face, passes: address, judge });
    await atEveryStep(hall, make, { stopped: address, passes: face, judge });
  });

  test('an appeal and one more paper at once: the paper that was taken is what the second reviewer sees', async (db, t) => {
    const hall = await city(db, t);
    const judge: Judge = async (said, browser) => {
      assert.deepEqual(said, { stopped: true, passed: true });
      const { state, papers, kinds } = await living(hall, browser);
      assert.deepEqual([state, papers?.length], ['appealed', 2]);
      assert.deepEqual(
        kinds.filter((kind) => kind !== 'review-box'),
        ['card', 'papers'],
      );
    };
    const make = () => sentAlready(hall, DENIED);
    await atEveryStep(hall, make, { stopped: appeal, passes: paper, judge });
    await atEveryStep(hall, make, { stopped: paper, passes: appeal, judge });
  });

  test('destroyed stays destroyed: an appeal and a paper that come with it are done before or not at all', async (db, t) => {
    const hall = await city(db, t);
    const make = () => sentAlready(hall, DENIED);
    const judge: Judge = async (said, browser) => {
      const { kinds, state } = await living(hall, browser);
      const appealed = said.stopped === true;
      assert.deepEqual(said, { stopped: appealed, passed: !appealed });
      assert.equal(state, appealed ? 'appealed' : 'denied');
      assert.equal(kinds.length > 0, appealed);
    };
    await atEveryStep(hall, make, { stopped: appeal, passes: destroyNow, judge });
    await atEveryStep(hall, make, {
      stopped: paper,
      passes: destroyNow,
      judge: async ({ passed }, browser) => {
        assert.equal(passed, true);
        assert.deepEqual((await living(hall, browser)).kinds, []);
      },
    });
  });

  test('T6: what a hold keeps past "destroy it" is not sealed anew for an appeal that comes with it', async (db, t) => {
    const hall = await city(db, t);
    const { store, clock, random, vault } = hall;
    await placeHold(store, EVERYTHING, crypto.randomUUID(), { clock, random, inFlight: vault.inFlight });
    await atEveryStep(hall, () => sentAlready(hall, DENIED), {
      stopped: appeal,
      passes: destroyNow,
      held: true,
      judge: async (said, { application }) => {
        const appealed = said.stopped === true;
        assert.deepEqual(said, { stopped: appealed, passed: !appealed });
        const heads = byTheRule(await vault.heads(store.read, application), today(hall));
        assert.equal(heads.length > 0, appealed);
      },
    });
  });

  test('taken back while something is written: no row, no key and no byte is left of either', async (db, t) => {
    const hall = await city(db, t);
    for (const [stopped, standing] of [
      [name, { state: 'waiting' }],
      [paper, DENIED],
      [appeal, DENIED],
      [handBack, { state: 'asked', unmet: ['residency'] }],
    ] as const)
      await atEveryStep(hall, () => sentAlready(hall, standing), {
        stopped,
        passes: withdraw,
        judge: async ({ stopped: said }, { application }) => {
          assert.ok(
            [true, false, 'portal-session-over'].some((one) => one === said),
            `${said}`,
          );
          const { read } = hall.store;
          assert.deepEqual(await hall.vault.heads(read, application), []);
          const row = read.selectFrom('applications').select('id').where('id', '=', application);
          assert.deepEqual(await row.execute(), []);
        },
      });
  });

  test('what fails in its transaction leaves no key either', async (db, t) => {
    const hall = await city(db, t);
    const browser = await sentAlready(hall, { state: 'waiting' });
    const sealed: SealedRecord[] = [];
    const context = stopping(hall, async () => {}, sealed);
    const end: Context['vault']['end'] = async () => {
      throw new Fault('keeper-silent');
    };
    const failing = { ...context, vault: { ...context.vault, end } };
    assert.equal(await outcomeOf(name(failing, await browser.request())), 'keeper-silent');
    assert.equal(sealed.length, 1);
    assert.deepEqual(await strays(hall, sealed), []);
  });
});

async function city(...[db, t]: Parameters<typeof reviewHall>) {
  // What is pressed at once is asked here, and not how long a busy machine takes.
  const hall = { ...(await reviewHall(db, t)), keysPatienceMs: 9000 };
  for (let officers = 0; officers < 2; officers += 1) await newOfficer(hall);
  return hall;
}
