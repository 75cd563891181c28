import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { askRelease, confirmHold, releaseHold } from '../holds/holding.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { certificateOf } from './certificates.ts';
import { draftCertificate } from './draft.ts';
import { deny, fileCertificate, fileProof, receiveCopy, stateDestroyed, witness } from './life.ts';
import { stepEvent } from './take-step.ts';
import { CARD, filed, PAPERS, recordsHall } from './testing/hall.ts';
import { withdrawCertificate } from './withdraw.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const NOTHING = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };

forOneServer('the life of a certificate', (test) => {
  test('due, looked for holds, drafted, filed, received, destroyed, witnessed, proved: and nothing ends before its turn', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk, second } = hall;
    const application = await hall.application();
    for (const due of ['2026-03-01', '2026-03-05', '2026-04-20']) await hall.seal('papers', application, due);
    hall.at('2026-03-06T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 2 });

    const id = await draftCertificate(parts, store, { series: PAPERS, through: '2026-04-10' }, clerk);
    const paper = await certificateOf(store.read, id);
    assert.deepEqual(
      [paper.state, paper.due_from, paper.due_through, paper.volume, paper.application_no, paper.item_no],
      ['drafted', '2026-03-01', '2026-03-05', 2, '26-017', '4'],
    );
    await fileCertificate(parts, store, { id, disposalOn: '2026-04-05' }, clerk);
    hall.at('2026-04-21T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 3 }, 'filed is not approved');

    const copy = {
      id,
      number: id,
      series: PAPERS,
      item: '4',
      from: '2026-03-01',
      through: '2026-03-05',
      volume: 2,
    };
    await receiveCopy(parts, store, { ...copy, approvedOn: '2026-04-14', reference: '26/0414-9' }, clerk);
    await assert.rejects(stateDestroyed(parts, store, id, clerk), coded('certificate-not-destroyed'));
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 2, awaiting: 1 });
    await stateDestroyed(parts, store, id, clerk);
    await assert.rejects(witness(parts, store, id, clerk), coded('certificate-needs-second-person'));
    await witness(parts, store, id, second);
    await fileProof(parts, store, { id, reference: 'P-88' }, clerk);

    const over = await certificateOf(store.read, id);
    assert.deepEqual(
      over.steps.map(({ step, moved_by }) => [step, moved_by === second ? 'second' : 'clerk']),
      [
        ['drafted', 'clerk'],
        ['filed', 'clerk'],
        ['received', 'clerk'],
        ['destroyed', 'clerk'],
        ['witnessed', 'second'],
        ['proved', 'clerk'],
      ],
    );
    assert.deepEqual([over.steps[3]?.destroyed, over.steps[3]?.stayed], [2, 0]);
    assert.equal(await hall.left(), 1, 'what it did not list waits for another');

    const leaves = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const committed = new Set(leaves.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    for (const step of over.steps) {
      const opened = await commit(step.ledger_salt, canonicalEvent(stepEvent(over, step)));
      assert.ok(committed.has(Buffer.from(opened).toString('hex')), `the ledger has ${step.step}`);
    }
  });

  for (const rule of ['required', 'none'] as const)
    test(`facts 3.1: a witness is ${rule} where the city’s rules say so, and nobody goes round it`, async ({
      store,
    }, t) => {
      const hall = await recordsHall(store, await keeperIn(t));
      const { program } = hall.parts.program;
      const asks = program.series.map((one) =>
        one.certificate ? { ...one, certificate: { ...one.certificate, witness: rule } } : one,
      );
      const parts = {
        ...hall.parts,
        program: { ...hall.parts.program, program: { ...program, series: asks } },
      };
      await hall.seal('papers', await hall.application(), '2026-03-01');
      const { id, receive } = await filed(hall, '2026-03-02', '2026-04-01');
      await receive();
      hall.at('2026-04-02T18:00:00Z');
      await hall.vault.sweep();
      await stateDestroyed(parts, store, id, hall.clerk);
      const unlawful = coded('certificate-step-unlawful');
      const prove = () => fileProof(parts, store, { id }, hall.clerk);
      const see = () => witness(parts, store, id, hall.second);
      if (rule === 'required') {
        await assert.rejects(prove(), unlawful);
        await assert.rejects(witness(parts, store, id, hall.clerk), coded('certificate-needs-second-person'));
        await see();
      } else await assert.rejects(see(), unlawful);
      await prove();
      const { steps } = await certificateOf(store.read, id);
      assert.equal(steps.length, rule === 'required' ? 6 : 5);
    });

  test('no step is skipped, taken twice, taken backwards or taken after the end', async ({ store }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk } = hall;
    await hall.seal('papers', await hall.application(), '2026-03-01');
    const unlawful = coded('certificate-step-unlawful');
    const id = await draftCertificate(parts, store, { series: PAPERS, through: '2026-03-10' }, clerk);
    const copy = {
      id,
      number: id,
      series: PAPERS,
      item: '4',
      from: '2026-03-01',
      through: '2026-03-01',
      volume: 1,
    };
    const all = {
      file: () => fileCertificate(parts, store, { id, disposalOn: '2026-04-01' }, clerk),
      receive: () => receiveCopy(parts, store, { ...copy, approvedOn: '2026-03-02' }, clerk),
      destroy: () => stateDestroyed(parts, store, id, clerk),
      witness: () => witness(parts, store, id, hall.second),
      prove: () => fileProof(parts, store, { id }, clerk),
      deny: () => deny(parts, store, id, clerk),
      withdraw: () => withdrawCertificate(parts, store, { id, why: 'other' }, clerk),
    };
    const refuse = async (...names: (keyof typeof all)[]) => {
      for (const name of names) await assert.rejects(all[name](), unlawful, name);
    };
    await refuse('receive', 'destroy', 'witness', 'prove', 'deny');
    await all.file();
    await refuse('file', 'destroy', 'witness', 'prove');
    await all.receive();
    await refuse('file', 'receive', 'witness', 'prove', 'deny');
    hall.at('2026-04-02T18:00:00Z');
    await hall.vault.sweep();
    await all.destroy();
    await refuse('file', 'receive', 'destroy', 'deny', 'withdraw');
    await all.prove();
    await refuse('file', 'receive', 'destroy', 'witness', 'prove', 'deny', 'withdraw');
    await assert.rejects(fileProof(parts, store, { id: randomUUID() }, clerk), coded('certificate-unknown'));
  });

  test('filing late is refused with the first day that is lawful, and what is approved early opens on that day and no sooner', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk } = hall;
    await hall.seal('papers', await hall.application(), '2026-03-01');
    const id = await draftCertificate(parts, store, { series: PAPERS, through: '2026-03-02' }, clerk);
    for (const disposalOn of ['2026-03-02', '2026-03-31', '2026-01-01'])
      await assert.rejects(
        fileCertificate(parts, store, { id, disposalOn }, clerk),
        (error) => coded('certificate-filed-late')(error) && Object(error).params.earliest === '2026-04-01',
      );
    for (const disposalOn of ['2026-09-29', '2206-04-01', '9999-12-31'])
      await assert.rejects(
        fileCertificate(parts, store, { id, disposalOn }, clerk),
        (error) => coded('certificate-filed-far')(error) && Object(error).params.latest === '2026-09-28',
        'a slip in the year would keep all of it',
      );
    await fileCertificate(parts, store, { id, disposalOn: '2026-04-01' }, clerk);
    const copy = {
      id,
      number: id,
      series: PAPERS,
      item: '4',
      from: '2026-03-01',
      through: '2026-03-01',
      volume: 1,
    };
    for (const approvedOn of ['2026-03-01', '2026-03-03', '2020-01-01'])
      await assert.rejects(
        receiveCopy(parts, store, { ...copy, approvedOn }, clerk),
        coded('certificate-date-impossible'),
        approvedOn,
      );
    await assert.rejects(
      receiveCopy(parts, store, { ...copy, approvedOn: '2026-03-02', reference: 'LopezMaria.1990' }, clerk),
      coded('certificate-number-shape'),
    );
    assert.equal((await certificateOf(store.read, id)).state, 'filed', 'T2: a name opens and leaves nothing');
    await receiveCopy(parts, store, { ...copy, approvedOn: '2026-03-02' }, clerk);
    for (const early of ['2026-03-20T18:00:00Z', '2026-03-31T23:59:00Z', '2026-04-01T04:00:00Z']) {
      hall.at(early);
      assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 1 }, early);
    }
    hall.at('2026-04-01T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 1 });
  });

  test('a copy for other items is refused, stays filed and opens nothing', async ({ store }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk } = hall;
    const application = await hall.application();
    await hall.seal('papers', application, '2026-03-01');
    await hall.seal('card', application, '2026-03-01');
    const { id, copy, receive } = await filed(hall, '2026-03-02', '2026-04-01');
    for (const [which, other] of [
      ['series', { series: CARD }],
      ['item', { item: '5' }],
      ['from', { from: '2026-02-28' }],
      ['through', { through: '2026-03-02' }],
      ['volume', { volume: 2 }],
      ['disposal', { disposalOn: '2026-04-02' }],
      ['series', { series: CARD, item: '5' }],
    ] as const)
      await assert.rejects(
        receiveCopy(parts, store, { ...copy, ...other }, clerk),
        (error) => coded('certificate-other-items')(error) && isFault(error) && error.params.which === which,
        JSON.stringify(other),
      );
    assert.equal((await certificateOf(store.read, id)).state, 'filed');
    hall.at('2026-04-02T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 2 });
    await receive();
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 1, awaiting: 1 });
    assert.deepEqual([await hall.left(PAPERS), await hall.left(CARD)], [0, 1]);
  });

  test('it opens what it lists and no more: not what comes to be due on the same days afterwards', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application();
    await hall.seal('papers', application, '2026-03-01');
    await hall.seal('papers', application, '2026-04-10');
    const { copy, receive } = await filed(hall, '2026-04-10', '2026-04-05');
    assert.equal(copy.volume, 2);
    await receive();
    const other = await hall.application();
    await hall.seal('papers', other, '2026-06-01');
    hall.at('2026-04-08T18:00:00Z');
    await store.write((tx) => hall.vault.end(tx, { application: other }, 'withdrawn'));
    hall.at('2026-04-12T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 2, awaiting: 1 });
    const later = await filed(hall, '2026-04-12', '2026-05-12');
    assert.equal(later.copy.volume, 1);
    assert.deepEqual([later.copy.from, later.copy.through], ['2026-04-08', '2026-04-08']);
  });

  test('the same records are on one certificate at a time, whoever drafts and however many at once', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk, second } = hall;
    const application = await hall.application();
    for (let i = 0; i < 5; i++) await hall.seal('papers', application, '2026-03-01');
    const draft = (by: string) =>
      draftCertificate(parts, store, { series: PAPERS, through: '2026-03-02' }, by);
    const drafted = await Promise.allSettled([draft(clerk), draft(second), draft(clerk)]);
    const made = drafted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.equal(made.length, 1);
    for (const one of drafted)
      if (one.status === 'rejected') assert.ok(coded('certificate-nothing-due')(one.reason));
    const [id = ''] = made;
    assert.equal((await certificateOf(store.read, id)).volume, 5);

    const file = (by: string) => fileCertificate(parts, store, { id, disposalOn: '2026-04-01' }, by);
    const moved = await Promise.allSettled([
      file(clerk),
      file(second),
      withdrawCertificate(parts, store, { id, why: 'wrong-span' }, second),
    ]);
    const [one, other, aside] = moved.map(({ status }) => status === 'fulfilled');
    assert.ok(!(one && other), 'it is filed once');
    assert.ok(one || other || aside, 'somebody was first');
    for (const one of moved)
      if (one.status === 'rejected')
        assert.ok(['certificate-moved-on', 'certificate-step-unlawful'].includes(Object(one.reason).code));
    // Whoever takes back what was filed a moment before comes after it, and may.
    const steps = (await certificateOf(store.read, id)).steps.map(({ step }) => step);
    assert.deepEqual(steps, ['drafted', ...(one || other ? ['filed'] : []), ...(aside ? ['withdrawn'] : [])]);
  });

  test('what was set aside or denied opens nothing, and what it listed goes on the next', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    await hall.seal('papers', await hall.application(), '2026-03-01');
    const first = await filed(hall, '2026-03-02', '2026-04-01');
    await deny(hall.parts, store, first.id, hall.clerk);
    await assert.rejects(first.receive(), coded('certificate-step-unlawful'));
    const next = await filed(hall, '2026-03-02', '2026-04-01');
    assert.equal(next.copy.volume, 1);
    hall.at('2026-04-02T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 1 });
    await next.receive();
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 1 });
  });

  test('T6: held records are not listed; a hold that arrives later keeps what is listed, and afterwards takes another certificate', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk } = hall;
    const application = await hall.application();
    await hall.seal('papers', application, '2026-03-01');
    await hall.seal('papers', application, '2026-04-20');
    const before = await hall.place(PAPERS);
    await assert.rejects(
      draftCertificate(parts, store, { series: PAPERS, through: '2026-04-20' }, clerk),
      coded('certificate-nothing-due'),
    );
    const confirm = (id: string) => store.write((tx) => confirmHold(tx, id, clerk, parts));
    const release = async (id: string) => {
      await store.write((tx) => askRelease(tx, id, clerk));
      await store.write((tx) => releaseHold(tx, id, hall.second, parts));
    };
    await confirm(before.id);
    await release(before.id);
    const { id, receive } = await filed(hall, '2026-04-20', '2026-04-01');
    await receive();
    hall.at('2026-04-02T18:00:00Z');
    await hall.vault.sweep();
    assert.equal(await hall.left(), 1);
    const late = await hall.place(PAPERS);
    await confirm(late.id);
    hall.at('2026-04-21T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, held: 1 });
    await stateDestroyed(parts, store, id, clerk);
    const [, , , last] = (await certificateOf(store.read, id)).steps;
    assert.deepEqual([last?.destroyed, last?.stayed], [1, 1]);
    await release(late.id);
    await hall.vault.sweep();
    assert.equal(await hall.left(), 1, 'the old certificate opens it no more');
    assert.equal((await filed(hall, '2026-04-21', '2026-05-21')).copy.volume, 1);
  });

  test('a series whose law wants no certificate has none, and one without an approved schedule gets none', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const { parts, clerk } = hall;
    await hall.seal('draft', await hall.application(), '2026-03-01');
    const draft = (series: string, over = parts, through = '2026-03-02') =>
      draftCertificate(over, store, { series, through }, clerk);
    await assert.rejects(draft('portal-draft'), coded('certificate-not-needed'));
    await assert.rejects(draft('no-such-series'), coded('certificate-not-needed'));
    hall.at('2026-03-03T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 1 });

    await hall.seal('papers', await hall.application(), '2026-03-01');
    const { program } = parts.program;
    const series = program.series.map(({ approval: _, ...one }) => one);
    const unapproved = { ...parts, program: { program: { ...program, series }, files: {} } };
    await assert.rejects(draft(PAPERS, unapproved), coded('certificate-no-approval'));
    await assert.rejects(
      draft(PAPERS, parts, '2027-12-31'),
      (error) => coded('certificate-draft-too-far')(error) && Object(error).params.last === '2026-08-30',
    );
    assert.equal(await hall.left(), 1);
  });

  test('append-only by SQL: no step, list or approval is changed, removed or emptied, by the service’s own role', async ({
    store,
    address,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    await hall.seal('papers', await hall.application(), '2026-03-01');
    const { id, receive } = await filed(hall, '2026-03-02', '2026-04-01');
    await receive();
    const pool = openPool(address, { max: 1, readOnly: false });
    const refused = async (text: string, state = '23001') =>
      assert.rejects(pool.query(text), (error) => Object(error).code === state, text);
    for (const table of ['certificates', 'certificate_steps', 'disposal_certificates']) {
      await refused(`update ${table} set id = id`);
      await refused(`delete from ${table}`);
      await refused(`truncate ${table} cascade`);
    }
    const step = (place: number, name: string, more = '') =>
      `insert into certificate_steps (id, certificate, place, step, moved_on, moved_by, ledger_salt${more ? ', destroyed' : ''})
       values (gen_random_uuid(), '${id}', ${place}, '${name}', '2026-03-02', gen_random_uuid(), decode(repeat('00', 32), 'hex')${more})`;
    await refused(step(3, 'withdrawn'), '23505');
    await refused(step(4, 'drafted'), '23514');
    await refused(step(4, 'filed'), '23514');
    await refused(step(4, 'destroyed', ', 0'), '23514');
    await pool.end();
    assert.equal((await certificateOf(store.read, id)).state, 'received');
  });
});
