import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteVerifierKey } from '@commonkey/ledger';
import { urlOf } from '@commonkey/server/doctor/testing/url.ts';
import { askRelease, confirmHold, placeHold, releaseHold } from '@commonkey/server/holds/holding.ts';
import { EVERYTHING } from '@commonkey/server/holds/scope.ts';
import { keeperOf } from '@commonkey/server/keeper/client.ts';
import { house } from '@commonkey/server/ledger/testing/house.ts';
import { writeWording } from '@commonkey/server/legal/wording.ts';
import { forOneServer } from '@commonkey/server/testing/database.ts';
import { commonkey } from './testing/logs.ts';

forOneServer('ledger openings and recompute', (test) => {
  test('T10: what happened and who did it are handed over apart, and both are found in the published ledger', async ({
    store,
    address,
  }, t) => {
    const home = await house(store, t);
    const { context } = home;
    const [one, other] = [randomUUID(), randomUUID()];
    const { id } = await placeHold(store, EVERYTHING, one, { ...context, reason: 'lawsuit' });
    await store.write((tx) => confirmHold(tx, id, other, context));
    await store.write((tx) => askRelease(tx, id, one));
    await store.write((tx) => releaseHold(tx, id, other, context));
    const silent = await placeHold(store, EVERYTHING, one, context);
    const words = { by: one, now: context.clock.now(), random: context.random };
    await store.write((tx) => writeWording(tx, silent.id, { gag: true, sentences: {} }, words));
    await home.hour(0);

    const before = { ...process.env };
    t.after(async () => void Object.assign(process.env, before));
    const { dataFolder } = context.config;
    Object.assign(process.env, { COMMONKEY_DATA: dataFolder, DATABASE_URL: urlOf(address) });
    const [out, who] = [join(dataFolder, 'openings.jsonl'), join(dataFolder, 'who.jsonl')];
    const written = await commonkey('ledger', 'openings', '--out', out, '--who', who);
    assert.equal(written.code, 0, written.out);
    assert.match(written.out, /3 openings written/);
    assert.match(written.out, /2 openings are of a hold that may not be spoken of/);
    const said = readFileSync(out, 'utf8');
    assert.ok(!said.includes(one) && !said.includes(other), 'what happened names nobody');

    const { checkpoint } = await keeperOf(context).ask('public-keys', {});
    const publicKey = new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url'));
    const key = noteVerifierKey(checkpoint.name, publicKey);
    const place = join(dataFolder, 'published', 'ledger');
    const recompute = (...more: string[]) =>
      commonkey('ledger', 'recompute', place, '--openings', out, '--key', key, ...more);
    const plain = await recompute();
    assert.equal(plain.code, 0, plain.out);
    assert.doesNotMatch(plain.out, /acted/);
    const acted = await recompute('--who', who);
    assert.equal(acted.code, 0, acted.out);
    assert.match(acted.out, /2 members of staff acted in 4 of them/);
    const { acts } = JSON.parse((await recompute('--who', who, '--json')).out);
    assert.deepEqual(acts, { [one]: 2, [other]: 2 });

    // Somebody else is put in the place of who placed it, and a line about an entry that was not handed over.
    const lines = readFileSync(who, 'utf8');
    writeFileSync(who, lines.replace(one, randomUUID()));
    const wrong = await recompute('--who', who);
    assert.deepEqual([wrong.code, /ledger-who-differs/.test(wrong.out)], [1, true], wrong.out);
    writeFileSync(who, lines.replace(/"entry":"[0-9a-f]{64}"/, `"entry":"${'0'.repeat(64)}"`));
    assert.equal((await recompute('--who', who)).code, 1);
    writeFileSync(who, 'Ada\n');
    assert.equal((await recompute('--who', who)).code, 2);
  });
});
