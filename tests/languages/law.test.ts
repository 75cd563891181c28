import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentencesOf } from '@commonkey/words';
import { cataloguesOf, LANGUAGES, type Language, RESIDENT_ROOMS } from '../../scripts/resident-rooms.ts';

/**
 * A hold may keep what somebody asks to end, and it may be secret: what is said must be true with one and without (0012). So
 * nothing is ever destroyed “now”, and wherever English leaves room for the law, every language does.
 */
const WORDS: Record<Language, { destroy: RegExp; now: RegExp; law: RegExp }> = {
  en: { destroy: /destr(oy|uction)/i, now: /\bnow\b|\bat once\b|being destroyed/i, law: /\blaw\b/i },
  es: { destroy: /destru/i, now: /\bahora\b|enseguida|destruyendo/i, law: /\bley\b/i },
  pl: { destroy: /niszcz/i, now: /\bteraz\b|od razu|właśnie/i, law: /\bprawo\b/i },
  'zh-Hans': { destroy: /销毁/, now: /现在|马上|正在/, law: /法律/ },
  ar: { destroy: /تلف/, now: /الآن|في الحال|يجري/, law: /القانون/ },
  hi: { destroy: /नष्ट/, now: /अभी|तुरंत|जा रही/, law: /कानून/ },
  uk: { destroy: /знищ/i, now: /зараз|одразу|знищується/i, law: /закон/i },
  fr: { destroy: /détrui|destruction/i, now: /maintenant|tout de suite|en cours/i, law: /\bloi\b/i },
  ht: { destroy: /detwi/i, now: /kounye a|touswit/i, law: /lalwa/i },
  ur: { destroy: /تلف/, now: /ابھی|فوراً|جا رہی/, law: /قانون/ },
};
/** English that leaves room for a hold. */
const LEAVES_ROOM = /unless the law|(as soon as|until) the law lets|the law can make us/i;

/** One thing that is said: a paragraph of a catalogue, its cases apart. */
const cases = (text: string) => text.split(/[{}]/);
const promises = (language: Language, text: string) => {
  const { destroy, now, law } = WORDS[language];
  return cases(text).some((one) => destroy.test(one) && now.test(one) && !law.test(one));
};

const said = (language: Language) =>
  RESIDENT_ROOMS.flatMap((room) => Object.entries(sentencesOf(cataloguesOf(room)[language] ?? {})));

describe('T12: what is said of an end is true with a hold and without one', () => {
  for (const language of LANGUAGES) {
    test(`${language}: nothing is destroyed now`, () => {
      assert.deepEqual(
        said(language).filter(([key, text]) => !ELSEWHERE.has(key) && promises(language, text)),
        [],
      );
    });

    test(`${language}: where English leaves room for the law, so is it here`, () => {
      const open = new Set(said('en').flatMap(([key, text]) => (LEAVES_ROOM.test(text) ? [key] : [])));
      assert.ok(open.size > 8);
      const silent = said(language).filter(([key, text]) => open.has(key) && !WORDS[language].law.test(text));
      assert.deepEqual(silent, []);
    });
  }

  test('nobody is told that only others can stop a day: the city’s own staff can', () => {
    for (const [key, text] of said('en')) assert.doesNotMatch(text, /nobody in our own offices/i, key);
    const hold = Object.fromEntries(said('en'))['start.channel-hold'] ?? assert.fail();
    for (const who of [/our staff can stop/, /three days/, /our law department/]) assert.match(hold, who);
  });

  test('and finds what it forbids', () => {
    for (const [language, text] of FALSE) assert.ok(promises(language, text), text);
    for (const text of [
      'Then it ends. What you sent is destroyed, unless the law makes us keep it.',
      'What you sent is destroyed as soon as the law lets us. For most people that is at once.',
    ])
      assert.ok(!promises('en', text), text);
  });
});

/** The card in somebody’s own hand, which they are asked to cut up. */
const ELSEWHERE: ReadonlySet<string> = new Set(['cards.revoke-done']);

const FALSE: readonly [Language, string][] = [
  ['en', 'Then it ends, and what you sent is destroyed now.'],
  ['en', 'What you sent is being destroyed, its keys first.'],
  ['en', '{by, select, helper {We destroy it at once.} other {The law lets us.}}'],
  ['es', 'Entonces termina y lo que envió se destruye ahora.'],
  ['pl', 'Zniszczcie to teraz'],
  ['zh-Hans', '您发送的内容正在销毁，先销毁密钥。'],
  ['ar', 'تُتلف الآن مفاتيح الأوراق والإجابات والصورة التي أرسلتها.'],
  ['hi', 'आपकी भेजी चीज़ें अभी नष्ट होती हैं।'],
  ['uk', 'Надіслане вами знищується, спершу ключі.'],
  ['fr', 'Ce que vous avez envoyé est détruit maintenant.'],
  ['ht', 'Konsa li fini, epi sa ou te voye a detwi kounye a.'],
  ['ur', 'آپ کی بھیجی ہوئی چیزیں ابھی تلف ہوتی ہیں۔'],
];
