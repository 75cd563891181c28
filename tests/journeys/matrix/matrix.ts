import assert from 'node:assert/strict';
import { EVERY, LEFT_TO_EVERY } from '../../../apps/server/testing/every.ts';
import { testOnEmbedded } from '../on-embedded.ts';
import {
  checkAndSend,
  comeBack,
  correctCareOf,
  denied,
  followAndCorrect,
  pickUp,
  sendMore,
} from './after.ts';
import { askAdult, askContact, begin } from './ask.ts';
import { checkPapers, lookAround, wrongCode } from './before.ts';
import { openCell, type Person } from './cell.ts';
import { assertNothingLeftOut } from './coverage.ts';
import type { Cell } from './looking.ts';
import { caretakerOnShared, childByHelper, finish } from './others.ts';
import { showFace, showPapers, showPhotoPaper } from './pictures.ts';
import { takeBack, takeBackDraft } from './take-back.ts';

/**
 * The whole way of a resident, of a child by a helper and of somebody on a shared computer, in a browser of this cell, by
 * keyboard alone at 320 px, with axe on every page and state. Pages are not named by a list: what was not looked at fails.
 */
export function testCell(cell: Cell): void {
  const name = `${cell.language}, ${cell.scripts ? 'with' : 'without'} scripts`;
  testOnEmbedded(
    `applying online, T11, UX-05, UX-06, UX-09, UX-19, UX-22, UX-24, UX-25, LA-03: ${name}`,
    async (db, t) => {
      if (!isEveryday(cell) && !EVERY) return t.skip(LEFT_TO_EVERY);
      const person = await openCell(db, t, cell);
      if (!person) return;
      const { page, traffic } = person;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));

      try {
        await wholeWay(person);
      } finally {
        for (const fault of person.faults) console.error(fault);
      }
      assert.deepEqual(person.faults, []);
      await assertNothingLeftOut(person);
      assert.deepEqual(errors, []);
      traffic.stop();
      assert.deepEqual(traffic.strangers, [], 'nobody else is asked for anything (T12)');
      t.diagnostic(`${person.sights.length} looks at ${person.makes()} pages and states`);
    },
  );
}

/** Each language once and each way once: right to left without scripts, left to right with them. */
const isEveryday = ({ language, scripts }: Cell) => scripts === (language === 'en');

async function wholeWay(person: Person): Promise<void> {
  await lookAround(person);
  await checkPapers(person);
  await wrongCode(person);
  const code = await begin(person, 'own', true);
  await askAdult(person, code);
  await showPhotoPaper(person);
  await showPapers(person);
  await showFace(person);
  await askContact(person);
  await checkAndSend(person, code);

  await leave(person);
  await comeBack(person, code);
  const newer = await followAndCorrect(person);
  await comeBack(person, newer);
  await sendMore(person);
  await denied(person, 'appeal');
  await pickUp(person);
  await takeBack(person);
  await takeBackDraft(person);

  const childs = await childByHelper(person);
  await comeBack(person, childs);
  await correctCareOf(person);
  await denied(person, 'destroy');

  const shared = await caretakerOnShared(person);
  await comeBack(person, shared, { shared: true });
  await finish(person);
  await person.open('/apply/nothing-here');
  await person.look('not there');
}

/** Out by keyboard: the second thing that the Tab key comes to. Nothing is left of the session (UX-17). */
async function leave({ page, keys, open }: Person): Promise<void> {
  await keys.press('[data-leave="first"]');
  await page.waitForURL('about:blank');
  await open('/apply/done');
  assert.equal(new URL(page.url()).pathname, '/apply/over');
}
