import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../../scripts/resident-rooms.ts';
import { onlineCity } from '../vault/testing/hall.ts';
import { wordNotice } from './message.ts';

test('UX-15: in each language a message says that there is news and nothing that tells of a city, a card or a paper', async () => {
  const { program } = { program: await onlineCity() };
  const { name, cardName } = program.city;
  const texts = LANGUAGES.map((language) => wordNotice(language));
  assert.equal(new Set(texts.map(({ text }) => text)).size, LANGUAGES.length);
  for (const { subject, text } of texts) {
    const whole = `${subject} ${text}`;
    assert.ok(subject.length <= 30 && text.length <= 140, whole);
    for (const word of [name, cardName, ...cardName.split(' ')]) assert.ok(!whole.includes(word), whole);
    assert.doesNotMatch(whole, /\d|@|https?|www|\{/, 'no figure, no link, no gap to fill');
    assert.doesNotMatch(whole, TELLING, whole);
  }
  assert.deepEqual(wordNotice('xx'), wordNotice('en'), 'a language that is gone is no reason not to write');
});

/** City, card, identity, application, papers, decision, code, in the languages of the catalogues. */
const TELLING = new RegExp(
  [
    'city|card|ident|applicat|paper|document|decid|decision|denied|approv|code|appeal|desk|official',
    'ciudad|tarjeta|solicitud|document|papel|código|carnet|decisión',
    'miast|kart|wnios|dokument|papier|kod|decyzj',
    '城市|市政|卡|身份|申请|证件|文件|决定|码',
    'مدينة|بطاقة|هوية|طلبك|وثيق|أوراق|قرار|رمز',
    'शहर|कार्ड|पहचान|आवेदन|दस्तावेज़|काग़ज़|कागज|फ़ैसला|फैसला|कोड',
    'міст|карт|посвідч|заяв|документ|папер|рішен|код',
    'ville|carte|identit|demande d|dossier|décision|papiers',
    'vil |kat |idantite|demann|papye|desizyon|kòd',
    'شہر|کارڈ|شناخت|درخواست|دستاویز|کاغذ|فیصلہ|کوڈ',
  ].join('|'),
  'iu',
);
