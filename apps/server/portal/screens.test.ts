import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { type Applicant, photo } from './testing/applicant.ts';
import { ADULT, answersOf, type Form } from './testing/fill-in.ts';
import { portalHall } from './testing/hall.ts';

const LETTERS = { name: 'محمد علي', latin: 'Muhammad Ali Quakenbush', second: 'ar' } as const;
const { contact, ...QUIET } = ADULT;
const FORMS = {
  self: QUIET,
  'care-of': { ...QUIET, home: 'care-of', careOf: 'Harbor House' },
  child: { ...QUIET, who: 'child', born: ['3', '3', '2018'], emergency: 'Zéphyrine 312 555 0123' },
  caretaker: { ...QUIET, who: 'caretaker', born: ['3', '3', '2008'] },
} as const satisfies Record<string, Form>;

type Way = { path: keyof typeof FORMS; device: 'own' | 'helper'; usual: number; longest?: number };
/**
 * Screens from the first page to the confirmation (UX-21): `usual` has a name in Latin letters, looks with the code rather
 * than being written to, and says of a paper what else it shows; `longest` has every question there is. Above 20 the bound
 * is what it takes, and docs/residents.md says why.
 */
const WAYS = [
  { path: 'self', device: 'own', usual: 17, longest: 25 },
  { path: 'care-of', device: 'own', usual: 17 },
  { path: 'child', device: 'own', usual: 20 },
  { path: 'caretaker', device: 'own', usual: 25, longest: 29 },
  { path: 'self', device: 'helper', usual: 17 },
] as const satisfies readonly Way[];

/** Every screen that somebody without scripts is shown when nothing goes wrong. */
async function walk(person: Applicant, form: Form, device: string, ticks: boolean): Promise<string[]> {
  const answers = answersOf(form);
  const picture = await photo('#c96', 300, 400);
  const screens: string[] = [];
  let page = await person.open('/apply');
  while (screens.length < 60) {
    const path = person.pathname();
    const step = path.replace(/^\/apply\/(ask\/)?/, '');
    assert.equal(page.statusCode, 200, `${path} ${page.body}`);
    screens.push(step);
    if (step === 'done') return screens;
    const link = /<a class="button[^"]*" href="([^"]+)"/.exec(page.body)?.[1];
    const fields = step === 'device' ? { device } : answers[step];
    if (/^papers\/|^face$/.test(step)) {
      const boxes = [...page.body.matchAll(/name="(also-[^"]+)"/g)].map(([, name]) => [name, 'yes']);
      const on = step === 'face' ? `${path}/keep` : `${path}/shows`;
      const sent = page.body.includes('src="/apply/picture/');
      page = sent
        ? await person.answer(ticks ? Object.fromEntries(boxes) : {}, on)
        : await person.upload(picture);
    } else if (fields) page = await person.answer(fields);
    else if (step === 'lives-here') page = await person.answer({ answer: 'yes' });
    else if (step === 'code') page = await person.answer();
    else if (step === 'check') page = await person.answer({}, '/apply/send');
    else page = await person.open(link ?? assert.fail(`no way on from ${path}`));
  }
  return assert.fail(screens.join(' '));
}

forOneServer('UX-21: so many screens, and no more', (test) => {
  test('from the first page to the confirmation, for whomever the card is and whoever types', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the pages are the same on every server');
    const hall = await portalHall(db, t);
    const held = async ({ path, device }: Way, form: Form, most: number, ticks: boolean) => {
      // All of them share one network, which may ask only so much a minute.
      hall.context.setTime(new Date(hall.context.clock.now().getTime() + 60_000));
      const screens = await walk(hall.visitor(), form, device, ticks);
      const said = `${path} ${device}, ${screens.length}: ${screens.join(' ')}`;
      t.diagnostic(said);
      assert.ok(screens.length <= most, said);
    };
    for (const way of WAYS satisfies readonly Way[]) {
      await held(way, FORMS[way.path], way.usual, true);
      const all = { ...FORMS[way.path], ...LETTERS, ...(contact ? { contact } : {}) };
      if ('longest' in way) await held(way, all, way.longest, false);
    }
  });
});
