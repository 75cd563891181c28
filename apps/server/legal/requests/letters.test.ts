import assert from 'node:assert/strict';
import { speaker } from '@commonkey/words';
import { forOneServer } from '../../testing/database.ts';
import { letterText } from './letter-text.ts';
import { exempt, extend, issueLetter, prepareLetter, redact } from './letters.ts';
import { allRequests } from './request.ts';
import { FACTS, hall, ZOFIA } from './testing/hall.ts';
import { words } from './words.ts';

forOneServer('letters of the public-records office', (test) => {
  test('a letter with missing facts is not made, and says which; a rule that is only remembered carries none', async (db, t) => {
    const { context, log, of, prepare, ann, ben } = await hall(db, t);
    const id = await log();
    const missing = (facts: string) => ({ code: 'letter-facts-missing', params: { facts } });
    const bare = { contact: ' ', basis: '', responsible: '', handed: '' };
    await assert.rejects(prepare(id, 'denied', bare), missing('contact responsible basis exemption'));
    await assert.rejects(prepare(id, 'granted', { ...bare, contact: ZOFIA }), missing('handed'));
    await assert.rejects(prepare(id, 'granted-in-part'), missing('exemption redaction handed'));
    await assert.rejects(issueLetter(context, id, ann), { code: 'letter-not-prepared' });
    await assert.rejects(exempt(context, id, { exemption: 'zofia', of: 'papers' }, ann), {
      code: 'exemption-unknown',
    });
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    const { program } = context.program;
    const remembered = {
      ...program,
      sources: { ...program.sources, 'own-requests': { mark: 'RECALLED' as const } },
    };
    const elsewhere = { ...context, program: { ...context.program, program: remembered } };
    const letter = { letter: 'denied', words: FACTS } as const;
    await assert.rejects(prepareLetter(elsewhere, id, letter, ann), { code: 'rule-unconfirmed' });
    await assert.rejects(extend(elsewhere, id, 'many', ann), { code: 'rule-unconfirmed' });
    await prepareLetter(context, id, letter, ann);
    await assert.rejects(issueLetter(elsewhere, id, ben), { code: 'rule-unconfirmed' });
    await issueLetter(context, id, ann);
    assert.equal((await of(id)).state, 'denied');
  });

  test('what no type of ours has is refused before a letter is made of it, by its field, and a name in its own script is not', async (db, t) => {
    const { log, of, prepare, dates } = await hall(db, t);
    const refused = (field: string) => ({
      code: 'paper-unprintable',
      params: { field, characters: '김 (U+AE40)' },
    });
    const before = (await allRequests(db.store.read)).length;
    await assert.rejects(log({ contact: '김' }), refused('contact'));
    assert.equal((await allRequests(db.store.read)).length, before);
    const id = await log({ contact: '王小明, محمد عبد الله, क्षितिज' });
    await dates(id);
    for (const field of ['contact', 'responsible', 'basis', 'handed'])
      await assert.rejects(prepare(id, 'granted', { handed: '1 page', [field]: 'Ann 김' }), refused(field));
    assert.equal((await of(id)).state, 'open');
    await prepare(id, 'granted', { contact: '王小明', handed: '1 page for محمد' });
  });

  test('what the rules say of an exemption stands in their own language, and a letter in another says so', async (db, t) => {
    const { context, log, of, ann } = await hall(db, t);
    const id = await log();
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    const { program } = context.program;
    const textOf = async (language: 'en' | 'es') => {
      const facts = { request: await of(id), letter: 'denied', on: '2026-03-02', words: FACTS } as const;
      const say = speaker(language, words[language] ?? {});
      return JSON.stringify(letterText(facts, { say, language, program }).blocks);
    };
    const spanish = await textOf('es');
    assert.match(spanish, /las palabras de las reglas de la ciudad, que están en inglés/);
    assert.ok(spanish.includes('private information'), 'and never in words of ours');
    assert.doesNotMatch(await textOf('en'), /words of the city/);
  });

  test('T10: what hands records over is sent by somebody else than who made it ready', async (db, t) => {
    const { context, log, of, prepare, ann, ben } = await hall(db, t);
    const id = await log();
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    await redact(context, id, { exemption: 'private-information', of: 'papers', places: '12' }, ann);
    await prepare(id, 'granted-in-part', { handed: '3 pages on paper' });
    await assert.rejects(issueLetter(context, id, ann), { code: 'letter-needs-second-person' });
    await issueLetter(context, id, ben);
    assert.equal((await of(id)).state, 'granted-in-part');
    const plainRows = JSON.stringify(await of(id));
    assert.doesNotMatch(plainRows, /zofia|canary|3 pages/i);
  });
});
