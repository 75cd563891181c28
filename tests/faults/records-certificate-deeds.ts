import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { certificateOf } from '../../apps/server/records/certificates.ts';
import { draftCertificate } from '../../apps/server/records/draft.ts';
import {
  deny,
  fileCertificate,
  fileProof,
  receiveCopy,
  stateDestroyed,
} from '../../apps/server/records/life.ts';
import { withdrawCertificate } from '../../apps/server/records/withdraw.ts';
import type { Reader } from '../../apps/server/store/store.ts';
import type { City } from './records-city.ts';
import { coded, takesNew } from './records-deeds.ts';
import {
  CARDS,
  CERTIFIED,
  type Certificate,
  dayAt,
  isHeld,
  type Model,
  mayBeHeld,
  SERIES,
} from './records-model.ts';

const LISTING = new Set(['drafted', 'filed', 'received']);

export async function draft(model: Model, city: City, ahead: number, series: string): Promise<void> {
  if (!takesNew(city)) return;
  const { context } = city.service();
  const { store } = context;
  const through = addDays(dayAt(model, model.now), ahead);
  const wish = { series, through };
  const rows = await store.read.selectFrom('vault_records').select(['id', 'tombstoned_on']).execute();
  const living = new Set(rows.filter(({ tombstoned_on }) => tombstoned_on === null).map(({ id }) => id));
  const listed = new Set(
    model.db.certificates.flatMap(({ lists, state }) => (LISTING.has(state) ? [...lists] : [])),
  );
  const sealed = model.known.filter(({ id, kind }) => {
    const said = model.db.records.get(id);
    return SERIES[kind] === CERTIFIED && living.has(id) && !listed.has(id) && said && said.endsOn <= through;
  });
  const cards = [...model.db.cards].flatMap(([id, endsOn]) =>
    endsOn <= through && !listed.has(id) ? [{ id, came: null }] : [],
  );
  const all = series === CARDS ? cards : sealed;
  // Each card has its month, and so the hold that it is under.
  const month = ({ id }: { id: string }) => model.cards.months.get(id) ?? null;
  const expected = all.filter((one) => !mayBeHeld(model, series, month(one)));
  const drafting = draftCertificate(context, store, wish, randomUUID());
  const id = await drafting.catch((error: unknown) => {
    const lawful = coded(error, 'certificate-nothing-due') && expected.length === 0;
    if (!lawful) throw error;
    return null;
  });
  if (id === null) return;
  const lists = await listedOn(store.read, id);
  for (const one of all)
    assert.ok(
      !lists.has(one.id) || !isHeld(model, series, month(one), one.came),
      'T6: what is under a hold is on no certificate',
    );
  for (const one of expected) assert.ok(lists.has(one.id), 'a certificate lists what is due');
  const due = new Set(all.map((one) => one.id));
  for (const id of lists) assert.ok(due.has(id), 'and nothing else');
  model.db.certificates.push({ id, series, lists, state: 'drafted', opensOn: '9999-12-31' });
}

/** What bears a certificate's id. */
export async function listedOn(read: Reader, id: string): Promise<Set<string>> {
  const sealed = await read
    .selectFrom('vault_records')
    .select('id')
    .where('disposal_certificate', '=', id)
    .execute();
  const cards = await read
    .selectFrom('cards')
    .select('serial')
    .where('disposal_certificate', '=', id)
    .execute();
  return new Set([...sealed.map((row) => row.id), ...cards.map(({ serial }) => serial)]);
}

/** The next step of one certificate, by whoever has to take it. */
export async function step(model: Model, city: City, one: Certificate, denied: boolean): Promise<void> {
  if (!takesNew(city)) return;
  const { context } = city.service();
  const { store } = context;
  const [id, by] = [one.id, randomUUID()];
  const today = dayAt(model, model.now);
  if (one.state === 'drafted') {
    const disposalOn = addDays(today, 30);
    await fileCertificate(context, store, { id, disposalOn }, by);
    Object.assign(one, { state: 'filed', opensOn: disposalOn });
  } else if (one.state === 'filed' && denied) {
    await deny(context, store, id, by);
    Object.assign(one, { state: 'over', lists: new Set() });
  } else if (one.state === 'filed') {
    const paper = await certificateOf(store.read, id);
    const copy = {
      id,
      number: id,
      series: paper.series,
      item: paper.item_no,
      from: paper.due_from,
      through: paper.due_through,
    };
    await receiveCopy(context, store, { ...copy, volume: paper.volume, approvedOn: today }, by);
    one.state = 'received';
  } else if (one.state === 'received') {
    const done = await stateDestroyed(context, store, id, by).then(
      () => true,
      (error: unknown) => {
        if (!coded(error, 'certificate-not-destroyed') && !coded(error, 'certificate-all-held')) throw error;
        return false;
      },
    );
    if (!done) return;
    const alive = model.known.filter((known) => one.lists.has(known.id) && !known.dead);
    for (const { kind } of alive)
      assert.ok(mayBeHeld(model, SERIES[kind]), 'stated as destroyed, and it is there');
    const cards = [...one.lists].filter((serial) => model.db.cards.has(serial));
    assert.ok(cards.length === 0 || mayBeHeld(model, CARDS), 'stated as destroyed, and it is there');
    for (const left of [...alive.map((known) => known.id), ...cards]) one.lists.delete(left);
    one.state = 'destroyed';
  } else if (one.state === 'destroyed') {
    await fileProof(context, store, { id }, by);
    one.state = 'over';
  }
}

/** The city takes one back that it filed. One that is approved opens on its day, and is not taken back once that may have begun. */
export async function takeBack(model: Model, city: City, one: Certificate): Promise<void> {
  if (!takesNew(city) || (one.state !== 'filed' && one.state !== 'received')) return;
  const { context } = city.service();
  const wish = { id: one.id, why: 'wrong-day' } as const;
  try {
    await withdrawCertificate(context, context.store, wish, randomUUID());
  } catch (error) {
    const near = addDays(dayAt(model, model.now), 1) >= one.opensOn;
    if (one.state === 'received' && near && coded(error, 'certificate-disposal-began')) return;
    throw error;
  }
  Object.assign(one, { state: 'over', lists: new Set() });
}
