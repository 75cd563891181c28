import type { InstrumentType, PlainDate, Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { newNumberSalt } from '../../register/service.ts';
import { oneAtATime } from '../../store/one-at-a-time.ts';
import { record, recordAll } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { DemandClass, Gag, Issuer, ReceivedBy, Selector, Touch } from '../../store/tables/demands.ts';
import { NOT_LISTED } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import { vendorsOf } from '../vendors.ts';
import type { DemandCode } from './errors.ts';
import { itemEvent, registeredEvent } from './events.ts';
import { type PaperLine, sealAbout } from './sealed.ts';
import { addStep } from './steps.ts';

export type ItemWish = {
  classes: readonly DemandClass[];
  from: PlainDate | null;
  until: PlainDate | null;
  selector: Selector;
  touches: readonly Touch[];
  /** Verbatim; sealed. */
  words: string;
};

export type DemandWish = {
  /** Of the form: a press that is repeated registers nothing more. */
  id: string;
  /** The number of an open matter that it belongs to; null: a new one. */
  matter: string | null;
  receivedOn: PlainDate;
  receivedBy: ReceivedBy;
  instrument: InstrumentType;
  issuer: Issuer;
  custodian: string;
  issuedOn: PlainDate | null;
  serviceOn: PlainDate | null;
  returnOn: PlainDate | null;
  objectionOn: PlainDate | null;
  hearingOn: PlainDate | null;
  gag: Gag;
  gagUntil: PlainDate | null;
  items: readonly ItemWish[];
  /** All that was typed about the paper; sealed. */
  lines: Readonly<Partial<Record<PaperLine, string>>>;
  /** Holds that were placed for it. */
  holds: readonly string[];
};

/**
 * Registers a demand: its row, its items, what was typed about it under seal, the leaf that commits to it, and the holds that
 * were placed for it, in one transaction. Asked twice with one id it is registered once. What is missing is no fault.
 *
 * @returns its matter's number
 * @throws Fault `matter-unknown` | `custodian-unknown` | `issuer-class-unknown` | `demands-not-set-up` | those of the key process
 */
export async function registerDemand(context: Context, wish: DemandWish, by: string): Promise<string> {
  const { store, vault, random, clock } = context;
  checkNames(context, wish);
  const known = await matterOf(store.read, wish.id);
  if (known !== null) return known;
  const at = clock.now().toISOString();
  const about = { demand: wish.id, receivedOn: wish.receivedOn };
  const items = wish.items.map(({ words }) => words);
  const sealed = await sealAbout(context, 'process', about, {
    is: 'paper',
    at,
    lines: { ...wish.lines },
    items,
  });
  let kept = false;
  try {
    return await store.write(async (tx) => {
      await oneAtATime(tx, 'demand-number');
      const again = await matterOf(tx, wish.id);
      if (again !== null) return again;
      const matter =
        wish.matter === null ? await newMatter(tx, today(context)) : await openMatter(tx, wish.matter);
      const row = { ...rowOf(wish, matter), matter_salt: newNumberSalt(random) };
      const { salt } = await record(tx, registeredEvent(row), random);
      await tx
        .insertInto('demands')
        .values({ ...row, registered_at: clock.now(), registered_by: by, ledger_salt: salt })
        .execute();
      await insertItems(context, tx, wish);
      await vault.keep(tx, sealed);
      for (const hold of wish.holds) await addStep(context, tx, wish.id, { step: 'held', hold }, by);
      kept = true;
      return matter;
    });
  } finally {
    // Another press of the same form was faster. Where the transaction failed nobody can tell: that is left to the destroyer.
    if (!kept) await vault.discard([sealed]);
  }
}

function checkNames({ program }: Context, { custodian, issuer }: DemandWish): void {
  const rules = program.program;
  if (!rules.legal) throw new Fault<DemandCode>('demands-not-set-up');
  if (!custodiansOf({ program }).includes(custodian)) throw new Fault<DemandCode>('custodian-unknown');
  if (issuer !== NOT_LISTED && !rules.legal.issuers.includes(issuer))
    throw new Fault<DemandCode>('issuer-class-unknown');
}

/** Who can have been served: the city's departments, and whoever carries or keeps something for it. */
export function custodiansOf({ program }: Pick<Context, 'program'>): string[] {
  const { legal }: Pick<Program, 'legal'> = program.program;
  return [...(legal?.departments ?? []), ...vendorsOf({ program }).map(({ id }) => `vendor:${id}`)];
}

async function matterOf(read: Context['store']['read'] | Writer, id: string): Promise<string | null> {
  const row = await read.selectFrom('demands').select('matter').where('id', '=', id).executeTakeFirst();
  return row?.matter ?? null;
}

async function newMatter(tx: Writer, on: PlainDate): Promise<string> {
  const year = on.slice(0, 4);
  const rows = await tx
    .selectFrom('demands')
    .select('matter')
    .distinct()
    .where('matter', 'like', `${year}-%`)
    .execute();
  const last = Math.max(0, ...rows.map(({ matter }) => Number(matter.slice(5))));
  return `${year}-${last + 1}`;
}

async function openMatter(tx: Writer, number: string): Promise<string> {
  const row = await tx.selectFrom('demands').select('matter').where('matter', '=', number).executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('matter-unknown');
  return row.matter;
}

const rowOf = (wish: DemandWish, matter: string) => ({ matter, ...columnsOf(wish) });

/** What of a demand is not under seal. */
export const columnsOf = (wish: Omit<DemandWish, 'holds'>) => ({
  id: wish.id,
  received_on: wish.receivedOn,
  received_by: wish.receivedBy,
  instrument: wish.instrument,
  issuer: wish.issuer,
  custodian: wish.custodian,
  issued_on: wish.issuedOn,
  service_on: wish.serviceOn,
  return_on: wish.returnOn,
  objection_on: wish.objectionOn,
  hearing_on: wish.hearingOn,
  gag: wish.gag,
  gag_until: wish.gagUntil,
});

/** What of an item is not under seal. */
export const itemColumnsOf = (item: ItemWish) => ({
  classes: [...item.classes],
  span_from: item.from,
  span_until: item.until,
  selector: item.selector,
  touches: [...item.touches],
});

async function insertItems({ random }: Context, tx: Writer, { id: demand, instrument, items }: DemandWish) {
  const rows = items.map((item, at) => ({
    id: crypto.randomUUID(),
    demand,
    instrument,
    place: at + 1,
    ...itemColumnsOf(item),
  }));
  const recorded = await recordAll(tx, rows.map(itemEvent), random);
  const values = recorded.flatMap(({ salt }, at) => {
    const row = rows[at];
    return row ? [{ ...row, ledger_salt: salt }] : [];
  });
  if (values.length > 0) await tx.insertInto('demand_items').values(values).execute();
}
