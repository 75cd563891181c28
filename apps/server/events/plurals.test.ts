import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Catalogues, speaker } from '@commonkey/words';
import { words as boardWords } from './board/words.ts';
import { words as calendarWords } from './calendar/words.ts';
import { words as doorWords } from './door/words.ts';
import { words as groupWords } from './helpers/manage/words.ts';
import { words as helperWords } from './helpers/words.ts';
import { words as managerWords } from './manager/words.ts';
import { words as askedWords } from './sites/manage/words.ts';
import { words as siteWords } from './sites/words.ts';
import { words as eventWords } from './words.ts';

const ROOMS: Record<string, Catalogues> = {
  ...{ eventWords, boardWords, doorWords, helperWords, siteWords },
  ...{ calendarWords, managerWords, groupWords, askedWords },
};

/** Every sentence that counts something, said with `n` of it. */
function* counted(catalogues: Catalogues, language: string, n: number): Generator<readonly [string, string]> {
  const catalogue = catalogues[language] ?? {};
  const say = speaker(language, catalogue);
  for (const [key, sentence] of Object.entries(catalogue)) {
    const plurals = [...sentence.matchAll(/\{(\w+), plural,/g)].flatMap(([, name]) => name ?? []);
    if (plurals.length === 0) continue;
    const names = [...sentence.matchAll(/\{(\w+)(?=[,}])/g)].flatMap(([, name]) => name ?? []);
    const values = names.map((name) => [name, plurals.includes(name) ? n : 'x'] as const);
    yield [key, say(key, Object.fromEntries(values))];
  }
}

/** Digits as a language writes them. */
const inDigits = (language: string, n: number): string => new Intl.NumberFormat(language).format(n);

test('whatever event days count, each language says how many', () => {
  for (const [room, catalogues] of Object.entries(ROOMS))
    for (const language of Object.keys(catalogues))
      for (const n of [3, 5, 11, 14, 22, 25, 100, 102])
        for (const [key, said] of counted(catalogues, language, n))
          assert.ok(said.includes(inDigits(language, n)), `${room} ${language} ${key} of ${n}: ${said}`);
});

test('Arabic says one and two by the word itself, and bends it for few and for many', () => {
  for (const [room, catalogues] of Object.entries(ROOMS)) {
    if (!catalogues.ar) continue;
    const said = (n: number) => new Map(counted(catalogues, 'ar', n));
    const [one, two, three, eleven] = [said(1), said(2), said(3), said(11)];
    const bare = (text = '') => text.replaceAll(/[\d٠-٩]+/g, '#');
    for (const key of two.keys()) {
      const forms = [one, two, three, eleven].map((all) => bare(all.get(key)));
      assert.equal(new Set(forms).size, 4, `${room} ${key}: ${forms.join(' | ')}`);
    }
  }
});
