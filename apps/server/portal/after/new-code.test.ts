import assert from 'node:assert/strict';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import type { FastifyRequest } from 'fastify';
import { sendApplication } from '../../review/testing/application.ts';
import { forOneServer } from '../../testing/database.ts';
import { codeKey, newCode, tagOf } from '../code.ts';
import { portalSession } from '../session.ts';
import { boxShares } from '../shares.ts';
import type { Applicant, Page } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { findByCode, settleCode } from './find.ts';
import { confirmCode } from './new-code.ts';
import { back } from './testing/sent.ts';
import { writeByCode } from './write.ts';

const codeOn = ({ body }: Page): string =>
  (/<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '').replaceAll('-', '');
const requestOf = ({ cookies }: Applicant) => ({ cookies }) as unknown as FastifyRequest;
const shownOn = ({ body }: Page): string => /name="shown" value="([^"]+)"/.exec(body)?.[1] ?? '';

forOneServer('the code that is written down', (test) => {
  test('CC-05: who wrote the new code down and went on opens with it, and not with the old one', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const person = await back(hall, old);
    const page = await written(person);
    const next = codeOn(page);
    assert.match(page.body, /until you say below that you have written this one down/);
    const follow = await person.answer({ shown: shownOn(page) }, person.at);
    assert.match(follow.body, /It is corrected/);
    // A further change of the same visit brings no further code, so none that nobody wrote down.
    await written(person);
    assert.equal(person.pathname(), '/apply/follow');
    assert.ok(await opens(hall, next));
    assert.ok(!(await opens(hall, old)));
  });

  test('CC-05: written down here, although another browser was offered a newer code since', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const [one, two] = [await back(hall, old), await back(hall, old)];
    const first = await written(one);
    const second = await written(two);
    assert.ok(!(await opens(hall, codeOn(first))), 'not said to be written down, and replaced');
    await one.answer({ shown: shownOn(first) });
    assert.ok(await opens(hall, codeOn(first)));
    assert.ok(
      !(await opens(hall, codeOn(second))),
      'or whoever else was let in could still come back with it',
    );
  });

  test('CC-05, F-08: whoever else was let in by the code that is replaced is out, and locks nobody out', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const [other, owner] = [await back(hall, old), await back(hall, old)];
    const page = await written(owner);
    // An answer may be lost: until somebody says that the new code is written down, both go on.
    assert.equal((await other.open('/apply/follow')).statusCode, 200);
    assert.equal(other.pathname(), '/apply/follow');
    await owner.answer({ shown: shownOn(page) });
    assert.equal(owner.pathname(), '/apply/follow', 'where it was confirmed goes on');
    const { application } = (await findByCode(hall.context, codeOn(page))) ?? {};
    const rows = db.store.read.selectFrom('portal_sessions').where('application', '=', application?.id ?? '');
    assert.equal((await rows.selectAll().execute()).length, 1);

    const seen = await other.open('/apply/follow');
    assert.equal(other.pathname(), '/apply/return');
    assert.match(seen.body, /You are signed out here\. Whatever is still there opens with your newest code/);
    assert.doesNotMatch((await hall.visitor().open('/apply/return')).body, /signed out/);
    // A form that was open all the while writes nothing, and brings no code.
    await other.follow(await other.form('/apply/return', '/apply/correct/contact', { contact: 'none' }));
    assert.equal(other.pathname(), '/apply/return');
    assert.ok(await opens(hall, codeOn(page)));
    await written(owner);
    assert.equal(owner.pathname(), '/apply/follow');
  });

  test('CC-05: a new code that is used puts out whoever came with the old one', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const [other, owner] = [await back(hall, old), await back(hall, old)];
    const code = codeOn(await written(owner));
    const again = await back(hall, code);
    assert.equal(again.pathname(), '/apply/follow');
    await other.open('/apply/follow');
    assert.equal(other.pathname(), '/apply/return');
  });

  test('CC-05: a request that was under way when the new code was confirmed writes nothing and makes no code', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const [other, owner] = [await back(hall, old), await back(hall, old)];
    const page = await written(owner);
    const session = await portalSession(hall.context, requestOf(other));
    const found = await findByCode(hall.context, old);
    assert.ok(session && found);
    await owner.answer({ shown: shownOn(page) });
    const worked = writeByCode<true>(hall.context, session, {
      kinds: [],
      may: () => true,
      prepare: async () => true,
      write: async () => assert.fail('it wrote'),
    });
    await assert.rejects(worked, (error) => isFault(error) && error.code === 'portal-session-over');
    assert.equal(await confirmCode(hall.context, session), true, 'it has none to confirm');
    const settled = await db.store.write((tx) => settleCode(hall.context, tx, found));
    assert.equal(settled, false, 'a code that was found before it was replaced lets nobody in after');
    assert.ok(await opens(hall, codeOn(page)));
  });

  test('CC-05: a sheet that a newer code took the place of is said to open nothing', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const [one, two] = [await back(hall, old), await back(hall, old)];
    const first = await written(one);
    const second = await written(two);
    await two.answer({ shown: shownOn(second) });
    // The page has been open all the while; only its button is pressed.
    const press = () => one.form('/apply/return', '/apply/new-code', { shown: shownOn(first) });
    assert.match(
      (await one.follow(await press())).body,
      /Whatever is still there opens with your newest code/,
    );
    assert.ok(await opens(hall, codeOn(second)));
    await one.open('/apply/new-code');
    assert.equal(one.pathname(), '/apply/return', 'it is not shown again');
    await one.answer({ code: codeOn(second) });
    assert.match((await one.follow(await press())).body, /opens nothing/);
  });

  test('CC-05: "written down" is about the code on its page, not about one that came to this browser since', async (db, t) => {
    const hall = await portalHall(db, t);
    const old = await waiting(hall);
    const person = await back(hall, old);
    const stale = shownOn(await written(person));
    await person.open('/apply/return');
    await person.answer({ code: old });
    const page = await written(person);
    const again = await person.answer({ shown: stale });
    assert.equal(person.pathname(), '/apply/new-code');
    assert.equal(codeOn(again), codeOn(page));
    assert.ok(await opens(hall, old), 'nothing was confirmed');
  });

  test('T2: a session’s box is as long whatever was sent in its visit', async () => {
    const random = (size: number) => new Uint8Array(size).fill(7);
    const shares = { draft: null, file: random(32) };
    const sizes = new Set<number>();
    for (const added of [0, 1, 2 ** 31])
      sizes.add((await boxShares(random(32), 'cookie', 'a', { ...shares, added }, random)).length);
    assert.equal(sizes.size, 1);
  });

  test('CC-05, F-08: whatever is written, lost, confirmed or used, the last code that somebody has for sure opens', async (db, t) => {
    const hall = await portalHall(db, t);
    const step = fc.record({
      what: fc.constantFrom('back', 'write', 'write', 'lost', 'confirm', 'confirm'),
      who: fc.nat(1),
      code: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const model = await begun(hall);
        for (const { what, who, code } of steps) {
          hall.context.setTime(new Date(hall.context.clock.now().getTime() + 120_000));
          await MOVES[what](hall, model, who, code);
          assert.ok(await opens(hall, model.sure), `after ${what} the sure one opens`);
          for (const one of model.out) {
            await one?.person.open('/apply/follow');
            assert.ok(!one || one.person.pathname() === '/apply/return', `after ${what} another stays in`);
          }
          for (const dead of model.dead) assert.ok(!(await opens(hall, dead)), `after ${what} an older one`);
        }
      }),
      { seed: 20_261_122, numRuns: 8, endOnFailure: true },
    );
  });
});

type Browser = { person: Applicant; sheet: Page | null; codes: number };
type Model = {
  /** The last one that was confirmed or used. */
  sure: string;
  /** What once was, and may never open again. */
  dead: Set<string>;
  seen: string[];
  browsers: (Browser | undefined)[];
  /** Whose sessions ended, as another browser's code counts. */
  out: (Browser | undefined)[];
};

async function begun(hall: PortalHall): Promise<Model> {
  const sure = await waiting(hall);
  const browser = async () => ({ person: await back(hall, sure), sheet: null, codes: 0 });
  return { sure, dead: new Set(), seen: [sure], browsers: [await browser(), await browser()], out: [] };
}

/** From here on `code` alone opens, and only the browser in which that came about goes on. */
function settle(model: Model, code: string, by: Browser | undefined): void {
  if (code === model.sure) return;
  for (const one of model.seen) if (one !== code) model.dead.add(one);
  model.sure = code;
  model.out = model.browsers.filter((browser) => browser && browser !== by);
}

const MOVES = {
  async back(hall: PortalHall, model: Model, who: number, nth: number) {
    const code = model.seen[nth % model.seen.length] ?? '';
    if (!(await opens(hall, code))) return;
    model.browsers[who] = { person: await back(hall, code), sheet: null, codes: 0 };
    settle(model, code, model.browsers[who]);
  },
  async write(_hall: PortalHall, model: Model, who: number) {
    const browser = model.browsers[who];
    if (!browser) return;
    const page = await written(browser.person);
    if (browser.person.pathname() !== '/apply/new-code') return;
    const code = codeOn(page);
    if (!model.seen.includes(code)) {
      model.seen.push(code);
      browser.codes += 1;
    }
    assert.ok(browser.codes <= 1, 'one code a visit');
    browser.sheet = page;
  },
  /** The answer never arrives, and the browser is closed. */
  async lost(_hall: PortalHall, model: Model, who: number) {
    const browser = model.browsers[who];
    if (!browser) return;
    await written(browser.person);
    model.browsers[who] = undefined;
  },
  async confirm(_hall: PortalHall, model: Model, who: number) {
    const browser = model.browsers[who];
    if (!browser?.sheet) return;
    await browser.person.open('/apply/new-code');
    if (browser.person.pathname() === '/apply/new-code') {
      await browser.person.answer({ shown: shownOn(browser.sheet) });
      if (!browser.person.at.includes('code-over')) settle(model, codeOn(browser.sheet), browser);
    }
    browser.sheet = null;
  },
};

async function opens({ context }: PortalHall, code: string): Promise<boolean> {
  return (await findByCode(context, code)) !== undefined;
}

/** The least that can be written: where we may write is taken back. */
async function written(person: Applicant): Promise<Page> {
  await person.open('/apply/correct/contact');
  return person.answer({ contact: 'none' });
}

/** An application that waits, and its code. */
async function waiting({ context }: PortalHall): Promise<string> {
  const { id, share } = await sendApplication(context);
  const code = newCode(context.random);
  const key = await codeKey(context.secrets.codes, code);
  const code_box = await boxShares(key, 'code', id, { draft: null, file: share }, context.random);
  const tag = tagOf(context.secrets.codes, code);
  await context.store.write((tx) =>
    tx.updateTable('applications').set({ tag, code_box }).where('id', '=', id).execute(),
  );
  return code;
}
