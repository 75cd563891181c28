import { Fault } from '@commonkey/words';
import type { Clock, Random } from '../clock.ts';
import { record } from '../store/record.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import type { HoldsCode } from './errors.ts';
import { lockAgainstDestroying } from './locks.ts';

export const PROVISIONAL_HOURS = 72;

/** What a hold takes: a series or all, and of it the records of some days or all. */
export type HoldScope = { series: string | null; from: string | null; until: string | null };
export type Ended = { series: string; count: number };
type Parts = { clock: Clock; random: Random };

/**
 * Any member of staff may place a hold; it lapses after 72 hours unless the law department confirms it.
 *
 * Answers only after every erasure in flight has ended, with what ended meanwhile: nothing in its scope ends afterwards.
 * @param by the member of staff, an opaque id
 */
export async function placeHold(
  store: Store,
  scope: HoldScope,
  by: string,
  parts: Parts,
): Promise<{ id: string; provisionalUntil: Date; endedMeanwhile: Ended[] }> {
  const before = new Set((await receipts(store.read)).map((receipt) => receipt.id));
  return store.write(async (tx) => {
    await lockAgainstDestroying(tx);
    const now = parts.clock.now();
    const provisionalUntil = new Date(now.getTime() + PROVISIONAL_HOURS * 3_600_000);
    const id = crypto.randomUUID();
    const { salt } = await record(tx, { kind: 'hold-placed', hold: id, ...scope }, parts.random);
    await tx
      .insertInto('legal_holds')
      .values({
        id,
        series: scope.series,
        covers_from: scope.from,
        covers_until: scope.until,
        placed_at: now,
        placed_by: by,
        provisional_until: provisionalUntil,
        ledger_salt: salt,
      })
      .execute();
    const ended = (await receipts(tx)).filter((receipt) => !before.has(receipt.id));
    return { id, provisionalUntil, endedMeanwhile: ended.map(({ series, count }) => ({ series, count })) };
  });
}

function receipts(reader: Reader) {
  return reader.selectFrom('disposal_receipts').select(['id', 'series', 'count']).execute();
}

/** @throws Fault `hold-unknown` | `hold-already-released` | `hold-lapsed`: what lapsed is placed anew, not revived */
export async function confirmHold(
  tx: Writer,
  id: string,
  by: string,
  { clock, random }: Parts,
): Promise<void> {
  const hold = await openHold(tx, id);
  const now = clock.now();
  if (hold.confirmed_at === null && hold.provisional_until <= now) throw new Fault<HoldsCode>('hold-lapsed');
  await record(tx, { kind: 'hold-confirmed', hold: id }, random);
  await tx
    .updateTable('legal_holds')
    .set({ confirmed_at: now, confirmed_by: by })
    .where('id', '=', id)
    .execute();
}

/** The first of the two people a release takes (T10). */
export async function askRelease(tx: Writer, id: string, by: string): Promise<void> {
  await openHold(tx, id);
  await tx.updateTable('legal_holds').set({ release_asked_by: by }).where('id', '=', id).execute();
}

/** The second, who may not be the first. @throws Fault `release-not-asked` | `release-needs-second-person` */
export async function releaseHold(
  tx: Writer,
  id: string,
  by: string,
  { clock, random }: Parts,
): Promise<void> {
  const hold = await openHold(tx, id);
  if (hold.release_asked_by === null) throw new Fault<HoldsCode>('release-not-asked');
  if (hold.release_asked_by === by) throw new Fault<HoldsCode>('release-needs-second-person');
  await record(tx, { kind: 'hold-released', hold: id }, random);
  await tx
    .updateTable('legal_holds')
    .set({ released_at: clock.now(), released_by: by })
    .where('id', '=', id)
    .execute();
}

async function openHold(tx: Writer, id: string) {
  const hold = await tx
    .selectFrom('legal_holds')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!hold) throw new Fault<HoldsCode>('hold-unknown');
  if (hold.released_at !== null) throw new Fault<HoldsCode>('hold-already-released');
  return hold;
}

/** Files the certificate the law requires for a series, for everything due up to a day (YYYY-MM-DD). */
export async function certifyDisposal(
  tx: Writer,
  certificate: { series: string; dueThrough: string; by: string },
  { clock, random }: Parts,
): Promise<string> {
  const id = crypto.randomUUID();
  const { series, dueThrough, by } = certificate;
  const issued_on = clock.now().toISOString().slice(0, 10);
  const { salt } = await record(tx, { kind: 'disposal-certified', series, dueThrough, issued_on }, random);
  await tx
    .insertInto('disposal_certificates')
    .values({ id, series, due_through: dueThrough, issued_on, issued_by: by, ledger_salt: salt })
    .execute();
  return id;
}
