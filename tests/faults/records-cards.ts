import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { readLiving } from '../../apps/server/backup/outside/files.ts';
import type { KeptRows } from '../../apps/server/backup/outside/rows.ts';
import type { Reader } from '../../apps/server/store/store.ts';
import type { City } from './records-city.ts';
import { isRight, takesNew } from './records-deeds.ts';
import { type Backup, CARDS, dayAt, isHeld, isUncertified, type Model, mayBeHeld } from './records-model.ts';

const LONG_AGO = '2020-01';

/** Two cards of the register, of two months: plain rows, which no key outlives, and which a certificate lists. */
export async function printCards(model: Model, city: City, days: number): Promise<void> {
  if (!takesNew(city)) return;
  const endsOn = addDays(dayAt(model, model.now), days);
  const bits = new Uint8Array(16_384);
  await city.service().context.store.write(async (tx) => {
    await tx
      .insertInto('status_lists')
      .values({ list: 1, size: 131_072, withheld: bits, spent: bits })
      .onConflict((on) => on.doNothing())
      .execute();
    for (const issue_month of [LONG_AGO, dayAt(model, model.now).slice(0, 7)]) {
      const serial = String(randomInt(100_000_000_000, 200_000_000_000));
      await tx
        .insertInto('cards')
        .values({
          ...{
            serial,
            list: 1,
            place: randomInt(0, 131_072),
            issue_month,
            expiry_month: '2025-01',
          },
          ...{ status: 'current', policy_version: '1.0', ends_on: endsOn },
        })
        .execute();
      model.db.cards.set(serial, endsOn);
      model.cards.months.set(serial, issue_month);
    }
  });
}

const serials = async (read: Reader): Promise<Set<string>> =>
  new Set((await read.selectFrom('cards').select('serial').execute()).map(({ serial }) => serial));

/** What has gone since the last look went lawfully, and is receipted once for each time that it did. */
export async function checkCards(model: Model, city: City): Promise<void> {
  const { read } = city.service().context.store;
  const rows = await serials(read);
  for (const serial of rows) assert.ok(model.db.cards.has(serial), 'I12: a card that this line never had');
  for (const [serial, endsOn] of [...model.db.cards]) {
    if (rows.has(serial)) continue;
    assert.ok(endsOn <= dayAt(model, model.now), `I13 T4: a card of ${endsOn} ended early`);
    const month = model.cards.months.get(serial) ?? LONG_AGO;
    assert.ok(!isHeld(model, CARDS, month), 'I4 T6: a card ended under a hold');
    assert.ok(!isUncertified(model, serial), 'T6: a card ended before its certificate');
    model.db.cards.delete(serial);
    model.cards.ended.add(serial);
    model.cards.ends += 1;
  }
  const receipts = await read
    .selectFrom('disposal_receipts')
    .selectAll()
    .where('series', '=', CARDS)
    .execute();
  const said = receipts.filter(({ authority }) => authority !== 'restored');
  const sum = said.reduce((total, { count }) => total + count, 0);
  assert.equal(sum + model.cards.unsaid, model.cards.ends, 'I8: each end of a card is said once');
}

/** Cards of a copy that had ended, and of which what is kept outside shows it. Takes note of what is not said any more. */
export async function cardsShownGone(
  model: Model,
  { dataFolder }: City,
  { receipts }: Backup,
  kept: KeptRows,
): Promise<Set<string>> {
  const all = new Map([...receipts, ...kept.disposal_receipts]);
  const said = [...all.values()].filter(
    ({ series, authority }) => series === CARDS && authority !== 'restored',
  );
  model.cards.unsaid = model.cards.ends - said.reduce((total, { count }) => total + count, 0);
  const living = await readLiving(dataFolder);
  if (living === null) return new Set();
  const days = new Set(living.groups.flatMap(({ table, due }) => (table === 'cards' ? [due] : [])));
  const ended = [...model.db.cards].filter(
    ([serial, endsOn]) => model.cards.ended.has(serial) && !days.has(endsOn),
  );
  return new Set(ended.map(([serial]) => serial));
}

/** They are gone again, without a second receipt, before anybody is let in. */
export async function lookForCards(model: Model, city: City, gone: ReadonlySet<string>): Promise<void> {
  const rows = await serials(city.service().context.store.read);
  const told = isRight(city) && city.service().steady.trusted() && !mayBeHeld(model, CARDS);
  for (const serial of gone) {
    if (!rows.has(serial)) model.db.cards.delete(serial);
    else assert.ok(!told, 'I8 I12: what had ended is back');
  }
}
