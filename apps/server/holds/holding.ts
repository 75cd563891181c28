import { Fault, isFault } from '@commonkey/words';
import type { Clock, Random } from '../clock.ts';
import { record } from '../store/record.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import type { HoldsCode } from './errors.ts';
import { type Ended, type HoldScope, type InFlight, noneInFlight, PROVISIONAL_HOURS } from './in-flight.ts';
import { lockAgainstDestroying } from './locks.ts';
import { asMirrored, type HoldMirror, type HoldRow } from './mirror.ts';

export type { Ended, HoldScope } from './in-flight.ts';

export type Parts = { clock: Clock; random: Random };
export type Placing = Parts & { inFlight?: InFlight };

/**
 * Any member of staff may place a hold; it lapses after 72 hours unless the law department confirms it.
 *
 * Answers only after every erasure in flight has ended, with what ended meanwhile, and after the key process keeps the hold
 * outside the database: nothing in its scope ends afterwards, and no backup forgets it. The key process is told first: what
 * a crash leaves there without a row is put back by `agree`.
 * @param by the member of staff, an opaque id
 * @throws Fault `hold-waits-for-keeper` {hold}: it counts from now on, and is not acknowledged; ask `acknowledgeHold` for it
 */
export async function placeHold(
  store: Store,
  scope: HoldScope,
  by: string,
  parts: Placing,
): Promise<{ id: string; provisionalUntil: Date; endedMeanwhile: Ended[] }> {
  const { mirror, settle } = parts.inFlight ?? noneInFlight;
  const before = new Set((await receipts(store.read)).map((receipt) => receipt.id));
  const placed = await store.write(async (tx) => {
    await lockAgainstDestroying(tx);
    const now = parts.clock.now();
    const provisionalUntil = new Date(now.getTime() + PROVISIONAL_HOURS * 3_600_000);
    const id = crypto.randomUUID();
    const { salt } = await record(tx, { kind: 'hold-placed', hold: id, ...scope }, parts.random);
    const placed = await tx
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
      .returningAll()
      .executeTakeFirstOrThrow();
    const ended = (await receipts(tx)).filter((receipt) => !before.has(receipt.id));
    const found = (await isTold(mirror, placed)) ? await settle(tx, scope) : null;
    return { id, provisionalUntil, endedMeanwhile: found && [...ended, ...found].map(asEnded) };
  });
  const { endedMeanwhile } = placed;
  if (endedMeanwhile === null) throw new Fault<HoldsCode>('hold-waits-for-keeper', { hold: placed.id });
  return { ...placed, endedMeanwhile };
}

/**
 * Acknowledges a hold that had to wait for the key process. What ended on the day it was placed, or after it, is listed:
 * nothing but what was gone before the hold can be among it.
 * @throws Fault `hold-waits-for-keeper` again | `hold-unknown`
 */
export async function acknowledgeHold(
  store: Store,
  id: string,
  { inFlight = noneInFlight }: Pick<Placing, 'inFlight'>,
): Promise<{ id: string; provisionalUntil: Date; endedMeanwhile: Ended[] }> {
  return store.write(async (tx) => {
    await lockAgainstDestroying(tx);
    const hold = await tx.selectFrom('legal_holds').selectAll().where('id', '=', id).executeTakeFirst();
    if (!hold) throw new Fault<HoldsCode>('hold-unknown');
    const { series, covers_from, covers_until } = hold;
    const told = await isTold(inFlight.mirror, hold);
    const found = told ? await inFlight.settle(tx, { series, from: covers_from, until: covers_until }) : null;
    if (found === null) throw new Fault<HoldsCode>('hold-waits-for-keeper', { hold: id });
    const day = hold.placed_at.toISOString().slice(0, 10);
    const since = (await receipts(tx)).filter(
      (receipt) => receipt.destroyed_on >= day && (series === null || receipt.series === series),
    );
    const listed = [...since, ...found.filter((one) => !one.receipted)].map(asEnded);
    return { id, provisionalUntil: hold.provisional_until, endedMeanwhile: listed };
  });
}

/** Whether the key process keeps it now. What it does not say now is asked for again by `acknowledgeHold`, or told by `agree`. */
export async function isTold(mirror: HoldMirror, hold: HoldRow): Promise<boolean> {
  try {
    await mirror.tell(asMirrored(hold, null));
    return true;
  } catch (error) {
    if (!isFault(error)) throw error;
    return false;
  }
}

const asEnded = ({ series, count }: Ended): Ended => ({ series, count });

function receipts(reader: Reader) {
  return reader.selectFrom('disposal_receipts').select(['id', 'series', 'count', 'destroyed_on']).execute();
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
