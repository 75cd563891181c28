import assert from 'node:assert/strict';
import { leafOf } from '@commonkey/ledger';
import { keptOpenings } from '../audit/kept.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { certificateOf } from './certificates.ts';
import { draftCertificate } from './draft.ts';
import { fileCertificate, receiveCopy } from './life.ts';
import { openingOf, pastDestructions } from './receipts.ts';
import { CARD, filed, PAPERS, recordsHall } from './testing/hall.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';

forOneServer('the receipt of a destruction', (test) => {
  test('names the certificate it happened on, one receipt each, in row, leaf and office; the schedule where the law wants none', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application();
    await hall.seal('papers', application, '2026-03-01');
    const first = await filed(hall, '2026-03-01', '2026-04-01');
    await hall.seal('papers', application, '2026-03-02');
    await hall.seal('papers', application, '2026-03-02');
    const second = await filed(hall, '2026-03-02', '2026-04-01');
    await hall.seal('card', application, '2026-03-02');
    const third = await filed(hall, '2026-03-02', '2026-04-01', CARD);
    await hall.seal('draft', application, '2026-03-03');
    for (const { receive } of [first, second, third]) await receive();
    hall.at('2026-04-02T18:00:00Z');
    await hall.vault.sweep();

    const receipts = await pastDestructions(store.read);
    const said = receipts.map(({ series, count, because, under }) => [series, count, because, under]);
    assert.deepEqual(
      said.sort(),
      [
        [PAPERS, 1, 'due', { certificate: first.id }],
        [PAPERS, 2, 'due', { certificate: second.id }],
        [CARD, 1, 'due', { certificate: third.id }],
        ['portal-draft', 1, 'due', 'schedule'],
      ].sort(),
    );
    for (const { id, leaf, under } of receipts) {
      const opening = await openingOf(store.read, id);
      assert.equal(Buffer.from(leafOf(opening)).toString('hex'), leaf);
      const { event } = opening;
      if (under === 'schedule') assert.deepEqual([event.under, event.certificate], ['schedule', undefined]);
      else assert.deepEqual([event.under, event.certificate], ['certificate', under?.certificate]);
    }
    const begun = await store.read.selectFrom('disposals_begun').selectAll().execute();
    assert.deepEqual(
      begun.map((row) => [row.series, row.count, row.certificate ?? row.under]).sort(),
      said
        .map(([series, count, , under]) => [
          series,
          count,
          under !== null && typeof under === 'object' ? under.certificate : under,
        ])
        .sort(),
      'what began says the same of itself',
    );
    const open = (await keptOpenings(store)).filter(({ table }) => table === 'disposals_begun');
    assert.deepEqual(
      open.map(({ openings: [{ event }] }) => event.certificate ?? event.under).sort(),
      begun.map((row) => row.certificate ?? row.under).sort(),
      'and so does its leaf',
    );
    const own = await pastDestructions(store.read, { series: PAPERS, certificate: first.id });
    assert.deepEqual(
      own.map(({ count }) => count),
      [1],
      'the page of a certificate shows what ended on it',
    );
  });

  test('of plain rows as well', async ({ store }) => {
    const context = await officeContext(store);
    await addCards(context, ['2026-02-01', '2026-02-02']);
    const by = crypto.randomUUID();
    const id = await draftCertificate(context, store, { series: CARD_SERIES, through: '2026-02-01' }, by);
    await fileCertificate(context, store, { id, disposalOn: '2026-04-01' }, by);
    const {
      item_no: item,
      due_from: from,
      due_through: through,
      volume,
    } = await certificateOf(store.read, id);
    const copy = {
      id,
      number: id,
      series: CARD_SERIES,
      item,
      from,
      through,
      volume,
      approvedOn: '2026-03-02',
    };
    await receiveCopy(context, store, copy, by);
    context.setTime(new Date('2026-04-02T18:00:00Z'));
    const ended = await store.write((tx) =>
      context.holds.destroy(tx, { table: 'cards', where: {}, because: 'due' }),
    );
    assert.deepEqual([ended.destroyed, ended.awaiting], [1, 1]);
    const [receipt] = await pastDestructions(store.read);
    assert.deepEqual(receipt?.under, { certificate: id });
  });
});
