import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { loseKeys } from '../backup/testing/lose-keys.ts';
import { findByCode } from '../portal/after/find.ts';
import { withdraw } from '../portal/after/withdraw.ts';
import { newCode } from '../portal/code.ts';
import { today } from '../portal/draft.ts';
import { type PortalHall, portalHall } from '../portal/testing/hall.ts';
import { newOfficer } from '../review/testing/officers.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { closeShift } from './close-shift.ts';
import { reportHandOvers } from './hand-overs.ts';
import { pickUps, waitingFor } from './pick-ups.ts';
import { closedShifts } from './shifts.ts';
import { pickUpDesk } from './testing/pick-up-desk.ts';
import { type WaitingOne, waitingCard } from './testing/waiting-card.ts';

const NAME = 'Zéphyrine Quakenbush';
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
type NodeTest = Parameters<typeof portalHall>[1];

/** A city with waiting cards, and two clerks at two folding tables. */
async function event(db: TestDatabase, t: NodeTest, size = 1) {
  const hall = await portalHall(db, t);
  const { context } = hall;
  const cards: WaitingOne[] = [];
  for (let made = 0; made < size; made += 1) cards.push(await waitingCard(context, NAME));
  const clerks = [await newOfficer(context, ['clerk']), await newOfficer(context, ['clerk'])] as const;
  const open = (at: 0 | 1) => pickUpDesk(context, clerks[at].staffId);
  return { hall, context, cards, clerks, open };
}

const rows = ({ context }: PortalHall) => ({
  applications: () => context.store.read.selectFrom('applications').select(['id', 'state']).execute(),
  marks: () => context.store.read.selectFrom('hand_overs').selectAll().execute(),
  status: async (serial: string | undefined) =>
    (
      await context.store.read
        .selectFrom('cards')
        .select('status')
        .where('serial', '=', serial ?? '')
        .executeTakeFirst()
    )?.status,
});

const journal = ({ keeper }: PortalHall) => {
  const folder = join(keeper.folder, 'vault', 'openings');
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
    .map((line): { purpose: string; approvals: string[]; count: number } => JSON.parse(line))
    .filter(({ purpose }) => purpose === 'desk');
};

forOneServer('pick-up', (test) => {
  test('two desks at one event: a sheet opens at either, and the journal counts what each took along', async (db, t) => {
    const { hall, cards, clerks, open } = await event(db, t, 2);
    const [a, b] = [await open(0), await open(1)];
    await Promise.all([a.waiting.look(), b.waiting.look()]);
    assert.deepEqual([a.waiting.count(), b.waiting.count()], [2, 2]);
    for (const { waiting, line } of [a, b]) {
      line(false);
      for (const { sheet } of cards) assert.equal((await waiting.open(sheet)).person.name, NAME);
    }
    const counts = new Map<string, number>();
    for (const { approvals, count } of journal(hall))
      counts.set(approvals.join(), (counts.get(approvals.join()) ?? 0) + count);
    assert.deepEqual(counts, new Map(clerks.map(({ staffId }): [string, number] => [staffId, 2])));
  });

  test('a card whose keys are lost keeps no other from a desk, and waits at none', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const lost = await waitingCard(hall.context, NAME);
    const clerk = await newOfficer(hall.context, ['clerk']);
    const context = await loseKeys(hall);
    const { waiting } = await pickUpDesk(context, clerk.staffId);
    await waiting.look();
    assert.equal(waiting.count(), 0);
    const good = await waitingCard(context, NAME);
    await waiting.look();
    assert.equal(waiting.count(), 1);
    assert.equal((await waiting.open(good.sheet)).person.name, NAME);
    await assert.rejects(waiting.open(lost.sheet), coded('desk-pick-up-unknown'));
  });

  test('a look that finds nothing new asks for no key', async (db, t) => {
    const { hall, open } = await event(db, t);
    const { waiting } = await open(0);
    await waiting.look();
    const before = journal(hall).length;
    await waiting.look();
    await waiting.look();
    assert.equal(journal(hall).length, before);
  });

  test('with a line the application ends at the hand-over, and the other desk drops the card', async (db, t) => {
    const { hall, cards, open } = await event(db, t, 2);
    const [a, b] = [await open(0), await open(1)];
    await Promise.all([a.waiting.look(), b.waiting.look()]);
    const [card] = cards;
    assert.ok(card);
    const { record } = await a.waiting.open(card.sheet);
    assert.equal(await a.waiting.handedOver(record), 'first');
    assert.deepEqual(
      (await rows(hall).applications()).map(({ id }) => id),
      [cards[1]?.id],
    );
    await assert.rejects(b.waiting.requireWaits(record), coded('desk-pick-up-over'));
    await b.waiting.look();
    assert.equal(b.waiting.count(), 1);
    const { signed, serials } = await a.close([record]);
    assert.deepEqual(
      await reportHandOvers(hall.context, a.offer.shift, [record]),
      [],
      'told again: the same',
    );
    await closeShift(hall.context, { ...signed, second: [] });
    assert.equal(await rows(hall).status(serials.get(record)), 'current');
  });

  test('two desks offline hand one card over twice: the first report stands, the second card is entered as ended', async (db, t) => {
    const { hall, context, cards, open } = await event(db, t);
    const [a, b] = [await open(0), await open(1)];
    await Promise.all([a.waiting.look(), b.waiting.look()]);
    const [card] = cards;
    assert.ok(card);
    for (const { line, waiting } of [a, b]) {
      line(false);
      const { record } = await waiting.open(card.sheet);
      await waiting.requireWaits(record);
      assert.equal(await waiting.handedOver(record), 'untold');
    }
    const [first, later] = [await a.close([card.record]), await b.close([card.record])];
    await closeShift(context, { ...first.signed, second: [] });
    assert.deepEqual(await rows(hall).applications(), []);
    assert.equal(await rows(hall).status(first.serials.get(card.record)), 'current');

    // A desk that does not name it, or names another, changes nothing.
    const before = await context.store.read.selectFrom('cards').selectAll().execute();
    for (const second of [[], [first.serials.get(card.record) ?? '']])
      await assert.rejects(closeShift(context, { ...later.signed, second }), coded('second-cards-unnamed'));
    assert.deepEqual(await context.store.read.selectFrom('cards').selectAll().execute(), before);

    assert.deepEqual(await reportHandOvers(context, b.offer.shift, [card.record]), [card.record]);
    const second = [later.serials.get(card.record) ?? ''];
    const { acknowledged } = await closeShift(context, { ...later.signed, second });
    assert.equal(await rows(hall).status(first.serials.get(card.record)), 'current');
    assert.equal(await rows(hall).status(second[0]), 'revoked');
    assert.deepEqual(
      (await closedShifts(context.store.read)).map(({ counts }) => counts.second ?? 0).sort(),
      [0, 1],
    );
    assert.deepEqual(await rows(hall).marks(), [], 'no shift is open that could report it again');

    // F-07: the answer was lost on the way.
    assert.deepEqual(await reportHandOvers(context, b.offer.shift, [card.record]), []);
    assert.deepEqual(await closeShift(context, { ...later.signed, second: [] }), { acknowledged });
    assert.equal(await rows(hall).status(second[0]), 'revoked');
  });

  test('two reports at once: one is first, the other second, and neither waits for ever', async (db, t) => {
    const { context, cards, open } = await event(db, t, 2);
    const [a, b] = [await open(0), await open(1)];
    const records = cards.map(({ record }) => record);
    const answers = await Promise.all([
      reportHandOvers(context, a.offer.shift, records),
      reportHandOvers(context, b.offer.shift, [...records].reverse()),
    ]);
    assert.deepEqual(answers.map((second) => second?.length).sort(), [0, 2]);
  });

  test('a restart in the middle: what the chain says is told again as the same, and the rest is fetched anew', async (db, t) => {
    const { hall, cards, open } = await event(db, t, 2);
    const desk = await open(0);
    await desk.waiting.look();
    desk.line(false);
    const [card, other] = cards;
    assert.ok(card && other);
    const { record } = await desk.waiting.open(card.sheet);
    await desk.waiting.handedOver(record);
    const { signed, serials } = await desk.close([record]);
    const again = desk.restart();
    await assert.rejects(again.open(card.sheet), coded('desk-pick-up-done'));
    await assert.rejects(again.open(other.sheet), coded('desk-pick-up-none-here'));
    desk.line(true);
    await again.look();
    assert.equal((await rows(hall).applications()).length, 1);
    assert.equal((await again.open(other.sheet)).person.name, NAME);
    await closeShift(hall.context, { ...signed, second: [] });
    assert.equal(await rows(hall).status(serials.get(record)), 'current');
  });

  test('taken back while a desk was offline: the card that it handed over counts, a second one does not', async (db, t) => {
    const { hall, context, cards, open } = await event(db, t);
    const [a, b] = [await open(0), await open(1)];
    await Promise.all([a.waiting.look(), b.waiting.look()]);
    const [card] = cards;
    assert.ok(card);
    for (const desk of [a, b]) {
      desk.line(false);
      await desk.waiting.open(card.sheet);
    }
    const found = await findByCode(context, card.code);
    assert.ok(found);
    await withdraw(context, { application: found.application } as Parameters<typeof withdraw>[1]);
    const [first, later] = [await a.close([card.record]), await b.close([card.record])];
    await closeShift(context, { ...first.signed, second: [] });
    const second = [later.serials.get(card.record) ?? ''];
    await closeShift(context, { ...later.signed, second });
    assert.deepEqual(
      [await rows(hall).status(first.serials.get(card.record)), await rows(hall).status(second[0])],
      ['current', 'revoked'],
    );
  });

  test('T9: what tells a second time from a first names no record and no shift, and ends with the last open block', async (db, t) => {
    const { hall, context, cards, open } = await event(db, t, 2);
    const [a] = [await open(0), await open(1)];
    const records = cards.map(({ record }) => record);
    await reportHandOvers(context, a.offer.shift, records);
    const marks = await rows(hall).marks();
    assert.equal(marks.length, 2);
    const text = JSON.stringify(
      marks.map((row) => Object.values(row).map((value) => Buffer.from(value).toString('hex'))),
    );
    for (const one of [...records, a.offer.shift]) assert.ok(!text.includes(one));
    assert.equal(new Set(marks.map(({ shift }) => Buffer.from(shift).toString('hex'))).size, 2);
    const blocks = await context.store.read.selectFrom('shift_serials').select('ends_on').execute();
    assert.ok(
      marks.every(
        ({ ends_on }) =>
          ends_on ===
          blocks
            .map((row) => row.ends_on)
            .sort()
            .at(-1),
      ),
    );
    context.setTime(new Date(`${marks[0]?.ends_on}T23:59:00Z`));
    assert.equal((await context.holds.sweep(context.store)).hand_overs?.destroyed, 2);
  });

  test('only the clerk whose shift is open gets cards; a last day that is over waits no more', async (db, t) => {
    const { context, cards, clerks, open } = await event(db, t);
    const a = await open(0);
    const { shift } = a.offer;
    const [record = ''] = cards.map((card) => card.record);
    const box = { kty: 'EC', crv: 'P-256', x: a.signer.publicJwk.x, y: a.signer.publicJwk.y } as const;
    const other = clerks[1].staffId;
    await assert.rejects(waitingFor(context, other, { shift, record: null }), coded('shift-unknown'));
    await assert.rejects(pickUps(context, other, { shift, box, records: [record] }), coded('shift-unknown'));
    assert.deepEqual(await waitingFor(context, clerks[0].staffId, { shift, record }), [record]);
    const { id: application = '' } = cards[0] ?? {};
    await context.store.write((tx) => context.vault.bringNearer(tx, { application }, today(context)));
    assert.deepEqual(await waitingFor(context, clerks[0].staffId, { shift, record: null }), []);
  });

  test('CC-03: the code opens the card as the sheet does; wrong, used, expired and undecided are one answer', async (db, t) => {
    const { context, cards, open } = await event(db, t);
    const [a, b] = [await open(0), await open(1)];
    const [card] = cards;
    assert.ok(card);
    const never = newCode(context.random);
    const undecided = await waitingCard(context, NAME, 'waiting');
    const wrong = card.code.endsWith('0') ? `${card.code.slice(0, -1)}1` : `${card.code.slice(0, -1)}0`;
    const refusedLike = (error: unknown) => {
      assert.ok(isFault(error));
      return JSON.stringify([error.code, error.params, isFault(error.cause) && error.cause.code]);
    };
    const answer = async (code: string) => a.waiting.openByCode(code).then(() => 'opened', refusedLike);
    const said = [];
    for (const code of [never, wrong, undecided.code]) said.push(await answer(code));
    const opened = await a.waiting.openByCode(` ${card.code.toLowerCase()} `);
    assert.equal(opened.person.name, NAME);
    assert.equal(opened.record, card.record);
    await a.waiting.handedOver(opened.record);
    said.push(await b.waiting.openByCode(card.code).then(() => 'opened', refusedLike));
    assert.equal(new Set(said).size, 1, said.join('\n'));
    assert.match(said[0] ?? '', /desk-code-opens-nothing/);
    const log = JSON.stringify(context.events);
    for (const code of [card.code, undecided.code, never])
      for (const form of [code, code.replaceAll('-', '')]) assert.ok(!log.includes(form));
  });
});
