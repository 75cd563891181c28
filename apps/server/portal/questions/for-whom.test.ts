import assert from 'node:assert/strict';
import { test as plainly } from 'node:test';
import { sentencesOf, speaker } from '@commonkey/words';
import { forOneServer } from '../../testing/database.ts';
import type { Applicant } from '../testing/applicant.ts';
import { ADULT, type Form, fillIn } from '../testing/fill-in.ts';
import { portalHall } from '../testing/hall.ts';
import { words } from '../words.ts';

const LETTERS = { name: 'محمد علي', latin: 'Muhammad Ali Quakenbush', second: 'ar' } as const;
const SELF: Form = { ...ADULT, ...LETTERS };
const CHILD: Form = { ...SELF, who: 'child', born: ['3', '3', '2018'], emergency: 'Zéphyrine 312 555 0123' };
const CARED_FOR: Form = { ...SELF, who: 'caretaker', born: ['3', '3', '2008'] };

/** Questions about whoever the card is for. */
const OF_THE_CARD = ['name', 'latin', 'second', 'birth', 'home', 'face'];
/** Questions about whoever applies: they get the news, and may be a guardian or a caretaker. */
const OF_NEWS = ['contact', 'safe'];
/** Sentences of the code, which is kept by one person and handed over by the other. */
const OF_THE_CODE = ['title', 'lead', 'open', 'until', 'no-copy', 'print', 'written'].map(
  (part) => `apply.code.${part}`,
);
/** Speaks to the reader as the person whose name, face and papers these are. */
const TO_THE_HOLDER =
  /\byour (own |earlier |whole )?(name|birth|photo|face|address|mail|letters|caretaker|earlier)|(were|of) you\b|knows you\b|do you get mail|\bmyself\b|\bfor me\b|I do not have/i;

const own = (body: string) => /<main.*?<\/main>/s.exec(body)?.[0] ?? '';
const h1 = (body = '') => /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1]?.replace(/<[^>]+>/g, '') ?? '';
const ask = (step: string) => `/apply/ask/${step}`;

type Pages = ReadonlyMap<string, string>;

/** What a browser is offered to fill in, by page. */
function tokens(pages: Pages): Record<string, string[]> {
  const found = [...pages].map(([path, body]): [string, string[]] => [
    path,
    [...body.matchAll(/autocomplete="([^"]*)"/g)]
      .map(([, token = '']) => token)
      .filter((one) => one !== 'off'),
  ]);
  return Object.fromEntries(found.filter(([, all]) => all.length > 0));
}

/** Every page of a finished form, by its path; the way round a paper among them. */
async function walked(person: Applicant, language: string): Promise<Pages> {
  const check = await person.get(`/apply/check?lang=${language}`);
  const pages = new Map([['/apply/check', own(check.body)]]);
  const steps = [...own(check.body).matchAll(/href="(\/apply\/[^"?]+)/g)].map(([, path = '']) => path);
  const ways = steps.filter((path) => path.startsWith('/apply/papers/')).map((path) => `${path}/without`);
  for (const path of [...steps, ...ways, ask('reach'), ask('safe')]) {
    const page = await person.get(`${path}?lang=${language}`);
    assert.equal(page.statusCode, 200, path);
    pages.set(path, own(page.body));
  }
  return pages;
}

/** Pages that speak to the reader as the one who applies, and rightly, but where somebody else types for them. */
const ownIn = (mode: string): readonly string[] =>
  mode === 'helper' ? [] : [ask('who'), ask('contact'), ask('reach'), ask('safe')];
const checked = (mode: string, pages: Pages) => {
  for (const [path, body] of pages)
    if (!ownIn(mode).includes(path)) assert.doesNotMatch(body, TO_THE_HOLDER, `${mode} ${path}`);
};

plainly('LA-01: in each language a question has words of its own for each person it may mean', () => {
  for (const [language, catalogue] of Object.entries(words)) {
    const say = speaker(language, sentencesOf(catalogue));
    const differ = (key: string, said: readonly string[]) =>
      assert.equal(new Set(said).size, said.length, `${language} ${key}`);
    for (const step of OF_THE_CARD) {
      const key = `apply.${step}.title`;
      differ(
        key,
        ['self', 'child', 'person'].map((whom) => say(key, { whom })),
      );
    }
    const ofApplying = OF_NEWS.map((step) => `apply.${step}.title`);
    for (const key of [...ofApplying, 'apply.check.who-self', ...OF_THE_CODE])
      differ(
        key,
        ['self', 'helper'].map((by) => say(key, { by, day: '' })),
      );
  }
});

forOneServer('UX-22, UX-24: each question is about the person it means', (test) => {
  test('who fills in, a child, somebody cared for, somebody who is helped', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    /** All these people share one network, which may ask only so much a minute. */
    const minuteLater = () => context.setTime(new Date(context.clock.now().getTime() + 60_000));
    const begun = async (form: Form, device: 'own' | 'helper' = 'own') => {
      minuteLater();
      const person = hall.visitor();
      await person.begin(device);
      const asked = new Map<string, string>();
      await fillIn(person, form, undefined, (path, body) => asked.set(path, own(body)));
      return { person, asked };
    };
    const self = await begun(SELF);
    const others = {
      child: await begun(CHILD),
      caretaker: await begun(CARED_FOR),
      helper: await begun(SELF, 'helper'),
    };
    for (const [mode, { asked }] of Object.entries(others)) checked(mode, asked);
    assert.match([...self.asked.values()].join(''), TO_THE_HOLDER, 'the pattern finds what it looks for');

    for (const language of ['en', 'ar']) {
      const say = speaker(language, sentencesOf(words[language] ?? {}));
      minuteLater();
      const mine = await walked(self.person, language);
      for (const [mode, { person }] of Object.entries(others)) {
        const pages = await walked(person, language);
        const at = `${language} ${mode}`;
        const whom = mode === 'child' ? 'child' : 'person';
        for (const step of OF_THE_CARD) {
          const path = step === 'face' ? '/apply/face' : ask(step);
          assert.equal(h1(pages.get(path)), say(`apply.${step}.title`, { whom }), at);
        }
        for (const step of OF_NEWS)
          assert.equal(
            h1(pages.get(ask(step))) === h1(mine.get(ask(step))),
            mode !== 'helper',
            `${at} ${step}`,
          );
        // WCAG 1.3.5: a browser fills in what is its own user's, and a guardian's address for news is.
        assert.deepEqual(tokens(pages), mode === 'helper' ? {} : { [ask('reach')]: ['email'] }, at);
        if (language === 'en') checked(mode, pages);
      }
      assert.deepEqual(
        tokens(mine),
        {
          [ask('name')]: ['name'],
          [ask('birth')]: ['bday-day', 'bday-month', 'bday-year'],
          [ask('address')]: ['address-line1', 'address-line2'],
          [ask('reach')]: ['email'],
        },
        language,
      );
    }
  });
});
