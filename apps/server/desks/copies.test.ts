import assert from 'node:assert/strict';
import { addDays, type PlainDate, type Program } from '@commonkey/program';
import { askRelease, placeHold } from '../holds/holding.ts';
import { liftHold } from '../holds/lifting.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { certificateOf } from '../records/certificates.ts';
import { draftCertificate } from '../records/draft.ts';
import { fileCertificate, receiveCopy, stateDestroyed } from '../records/life.ts';
import { pastDestructions } from '../records/receipts.ts';
import { todayOf } from '../records/take-step.ts';
import { forEachServer } from '../testing/database.ts';
import { closeShift } from './close-shift.ts';
import { sayDestroyed, waitingCopies } from './copies.ts';
import { askDisposal, physicalSeries } from './disposals.ts';
import { city, code } from './testing/city.ts';
import { workShift } from './testing/shift.ts';

const RIBBON = 'used-ribbon';
const DAY = 86_400_000;

/** The law wants a certificate for ribbons too. */
const certified = (program: Program): Program => ({
  ...program,
  series: program.series.map((one) =>
    one.id === RIBBON
      ? {
          ...one,
          certificate: { daysBefore: 30, authority: 'Local Records Commission' },
          approval: {
            commission: 'Local Records Commission',
            application: '26-017',
            item: '9',
            on: '2026-01-13',
            source: 'own',
          },
        }
      : one,
  ),
});

type City = Awaited<ReturnType<typeof city>>;
const leaves = async ({ store }: City) =>
  (await store.read.selectFrom('ledger_unsequenced').select('commitment').execute()).map(({ commitment }) =>
    Buffer.from(commitment).toString('hex'),
  );
/** A shift that is worked, and not yet closed. */
async function shiftOf(here: City) {
  const { offer, desk } = await here.open();
  const { signed } = await workShift(offer, desk, { print: 1 });
  return { offer, signed };
}

forEachServer('things at a desk that keep a copy', (test) => {
  test('I8: each that somebody destroys gets one receipt and one leaf, however often the close is sent', async (db) => {
    const here = await city(db);
    const { context } = here;
    const { offer, signed } = await shiftOf(here);
    const series = physicalSeries(context.program.program);
    for (const one of series)
      assert.equal((await askDisposal(context, { shift: offer.shift, series: one })).answer, 'yes');
    assert.equal((await waitingCopies(context)).length, series.length, 'on the list until the desk reports');
    const copies = Object.fromEntries(series.map((one) => [one, 'destroyed' as const]));
    await closeShift(context, { ...signed, copies });
    await closeShift(context, { ...signed, copies });
    assert.deepEqual(await waitingCopies(context), []);
    const receipts = (await pastDestructions(db.store.read)).filter(({ because }) => because === 'by-hand');
    assert.deepEqual(
      receipts.map((one) => [one.series, one.count]).sort(),
      series.map((one) => [one, 1]).sort(),
    );
    const written = await leaves(here);
    for (const { leaf } of receipts) assert.ok(written.includes(leaf), 'a leaf of its own');
    // A question about a closed shift brings nothing back.
    await askDisposal(context, { shift: offer.shift, series: RIBBON });
    await askDisposal(context, { shift: '0'.repeat(32), series: RIBBON });
    assert.deepEqual(await waitingCopies(context), []);
  });

  test('T4: it has a last day from the first question, which the close brings nearer', async (db) => {
    const here = await city(db);
    const { context } = here;
    const { offer, signed } = await shiftOf(here);
    await askDisposal(context, { shift: offer.shift, series: RIBBON });
    const dueOf = async (): Promise<PlainDate> => (await waitingCopies(context))[0]?.due ?? '';
    const first = await dueOf();
    await closeShift(context, { ...signed, copies: { [RIBBON]: 'sealed' } });
    assert.equal(await dueOf(), addDays(todayOf(context), 1));
    assert.ok((await dueOf()) < first);
  });

  test('T6: on a certificate like a stored record: listed, filed, approved, destroyed by hand, receipted', async (db) => {
    const here = await city(db, certified);
    const { context, store, staffId } = here;
    const { offer, signed } = await shiftOf(here);
    const asked = await askDisposal(context, { shift: offer.shift, series: RIBBON });
    assert.equal(asked.answer, 'awaiting-certificate');
    // Whatever the desk says, what waits for a certificate stays on the list.
    await closeShift(context, { ...signed, copies: { [RIBBON]: 'destroyed' } });
    const [thing] = await waitingCopies(context);
    assert.equal(thing?.answer, 'awaiting-certificate');
    const today = todayOf(context);
    const through = addDays(today, 5);
    const id = await draftCertificate(context, store, { series: RIBBON, through }, staffId);
    const paper = await certificateOf(store.read, id);
    assert.deepEqual([paper.volume, paper.method, paper.item_no], [1, 'things-destroyed', '9']);
    const disposalOn = addDays(today, 30);
    await fileCertificate(context, store, { id, disposalOn }, staffId);
    const copy = {
      id,
      number: id,
      series: RIBBON,
      item: '9',
      from: paper.due_from,
      through: paper.due_through,
      volume: 1,
      approvedOn: today,
    };
    await receiveCopy(context, store, copy, staffId);
    await assert.rejects(sayDestroyed(context, thing?.id ?? ''), code('copy-must-stay'));
    await assert.rejects(
      stateDestroyed(context, store, id, staffId),
      (error) => code('certificate-not-destroyed')(error) && Object(error).params.things === 'yes',
    );
    context.setTime(new Date(context.clock.now().getTime() + 32 * DAY));
    assert.equal((await waitingCopies(context))[0]?.answer, 'yes');
    await context.holds.sweep(store);
    assert.equal((await waitingCopies(context)).length, 1, 'no clock shreds a ribbon');
    await sayDestroyed(context, thing?.id ?? '');
    await assert.rejects(sayDestroyed(context, thing?.id ?? ''), code('copy-unknown'));
    await stateDestroyed(context, store, id, staffId);
    const [receipt] = await pastDestructions(store.read, { series: RIBBON });
    assert.deepEqual([receipt?.count, receipt?.because], [1, 'by-hand']);
  });

  test('T6: a hold that comes between the answer and the report keeps it on the list until two people lift it', async (db) => {
    const here = await city(db);
    const { context, store, staffId } = here;
    const { offer, signed } = await shiftOf(here);
    assert.equal((await askDisposal(context, { shift: offer.shift, series: RIBBON })).answer, 'yes');
    const parts = { clock: context.clock, random: context.random };
    const { id } = await placeHold(store, EVERYTHING, staffId, parts);
    await closeShift(context, { ...signed, copies: { [RIBBON]: 'destroyed' } });
    const [thing] = await waitingCopies(context);
    assert.equal(thing?.answer, 'held');
    await assert.rejects(sayDestroyed(context, thing?.id ?? ''), code('copy-must-stay'));
    await store.write((tx) => askRelease(tx, id, staffId));
    await liftHold(store, id, crypto.randomUUID(), parts);
    await sayDestroyed(context, thing?.id ?? '');
    assert.deepEqual(await waitingCopies(context), []);
  });
});
