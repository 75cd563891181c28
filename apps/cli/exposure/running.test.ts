import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseDemand } from '@commonkey/exposure';
import { addDays } from '@commonkey/program';
import { keeperOf } from '@commonkey/server/keeper/client.ts';
import { examine } from '@commonkey/server/legal/exposure/examine.ts';
import { portalHall } from '@commonkey/server/portal/testing/hall.ts';
import { ready } from '@commonkey/server/portal/testing/ready.ts';
import { cityDay } from '@commonkey/server/testing/city-day.ts';
import { forOneServer } from '@commonkey/server/testing/database.ts';
import { withCurve } from './exposure.ts';
import { report } from './report.ts';
import { speakExposure } from './words.ts';

const APRIL = new URL('../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url);

forOneServer('the answer about a running city, as text', (test) => {
  test('somebody who applied: what leads to them, how long it lies there, and no word of theirs', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    await person.open('/apply/check');
    await person.answer({}, '/apply/send');
    const { demand } = parseDemand(readFileSync(APRIL, 'utf8'));
    assert.ok(demand);
    const [item] = demand.items;
    assert.ok(item);
    const open = { ...demand, items: [{ ...item, subjects: [] }] };
    const { context } = hall;
    const at = cityDay(context);
    const examined = await examine({ ...context, keeper: keeperOf(context) }, open, 'court-order', at);
    const answers = [{ scenario: 'observed', items: examined.items.map(({ found }) => found) }];
    const rules = context.program.program;
    const machines = context.config;
    const found = { rules, at, source: 'database', answers, examined, machines } as const;
    const say = speakExposure('en');
    const told = (curve: boolean) =>
      report({ demand: open, adversary: 'court-order', say, language: 'en', ...withCurve(found, curve) });
    const plain = told(false);
    assert.match(plain, /handed over of one person/);
    assert.match(
      plain,
      /What leads to somebody[\s\S]*answers, portal-card[^\n]*address +1 +Whoever sits at a reviewer’s desk, signed in · Two evidence officers acting together\n/,
    );
    assert.match(
      plain,
      /Where it lies[\s\S]*portal-contact: safe-contact +\S.* the city(, at a vendor’s)? +sealed: the key process alone +1 /,
    );
    assert.match(plain, /Draft texts from this answer .* are made at the demand itself/);
    assert.doesNotMatch(plain, /How long it lies there/);
    assert.match(plain, /If a hold is placed[\s\S]*in: portal-card, portal-papers\./);
    const onReturn = addDays(at, 14);
    const ahead = { ...found, at: onReturn };
    const later = report({ demand: open, adversary: 'court-order', say, language: 'en', ...ahead });
    assert.match(later, new RegExp(`Of what is there on ${at}. Who comes until ${onReturn} is not in it\\.`));
    assert.doesNotMatch(plain, /Who comes until/);
    assert.match(plain, /sealed files: 1 named by rows, 1 in the store/);
    assert.match(plain, /No backup holds a key\./);
    assert.match(told(true), new RegExp(`How long it lies there[\\s\\S]*${at} +1 +1\\n[\\s\\S]* 0 +1\\n`));
  });
});
