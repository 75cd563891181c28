import { plainDateIn } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { CityClock, Random } from '../clock.ts';
import { newActedSalt } from '../store/acted-by.ts';
import { record } from '../store/record.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import type { HoldReason } from '../store/tables/holds.ts';
import type { HoldsCode } from './errors.ts';
import { confirmedEvent, placedEvent, releasedEvent } from './events.ts';
import { type Ended, type InFlight, noneInFlight, PROVISIONAL_HOURS } from './in-flight.ts';
import { keepAge } from './keep-age.ts';
import { lockAgainstDestroying } from './locks.ts';
import {
  asMirrored,
  type HoldMirror,
  type HoldRow,
  hasLapsed,
  type MirroredHold,
  narrowedColumns,
} from './mirror.ts';
import {
  type HoldScope,
  isWithin,
  narrowedScope,
  placedScope,
  scopeNow,
  stored,
  takesSeries,
} from './scope.ts';
import { NEW_HOLD, requireSound, sealedAgain, sealOf } from './seal.ts';

export type { Ended } from './in-flight.ts';
export type { HoldScope } from './scope.ts';

export type Parts = { clock: CityClock; random: Random };
export type Placing = Parts & {
  inFlight?: InFlight;
  reason?: HoldReason;
  /** Random, chosen by whoever asks: asked twice with the same, one hold is placed. */
  id?: string;
};

/**
 * Any member of staff may place a hold, whatever the clock shows; it lapses after 72 hours unless the law department
 * confirms it. In doubt about the time it does not lapse at all: the 72 hours begin when the doubt is over (`settleDoubt`).
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
  const { mirror, settle, timeZone } = parts.inFlight ?? noneInFlight;
  const { reason = null } = parts;
  const taken = stored(scope);
  const before = new Set((await receipts(store.read)).map((receipt) => receipt.id));
  const placed = await store.write(async (tx) => {
    await lockAgainstDestroying(tx);
    const now = parts.clock.now();
    const provisionalUntil = new Date(now.getTime() + PROVISIONAL_HOURS * 3_600_000);
    const id = parts.id ?? crypto.randomUUID();
    const placed_by_salt = newActedSalt(parts.random);
    const done = { by: { staff: by, salt: placed_by_salt }, on: plainDateIn(timeZone, now) };
    const { salt } = await record(tx, placedEvent(id, taken, reason, done), parts.random);
    const said = {
      ...NEW_HOLD,
      id,
      series: taken.series,
      covers_from: taken.from,
      covers_until: taken.until,
      channel: taken.channel ?? null,
      reason,
      placed_at: now,
      placed_by: by,
      placed_by_salt,
      provisional_until: provisionalUntil,
      placed_in_doubt: !parts.clock.trusted(),
      ledger_salt: salt,
    };
    const placed = await tx
      .insertInto('legal_holds')
      .values({ ...said, seal: sealOf(said, sealKeyOf(tx)) })
      .returningAll()
      .executeTakeFirstOrThrow();
    requireSound(tx, placed);
    const ended = (await receipts(tx)).filter(
      (receipt) => !before.has(receipt.id) && takesSeries(taken, receipt.series),
    );
    const told = await isTold(mirror, placed);
    if (told) await keepAge(tx, placed, told);
    const found = told ? await settle(tx, taken) : null;
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
    requireSound(tx, hold);
    const scope = scopeNow(hold);
    const told = await isTold(inFlight.mirror, hold);
    if (told) await keepAge(tx, hold, told);
    const found = told ? await inFlight.settle(tx, { ...scope, fromAge: told.age ?? null }) : null;
    if (found === null) throw new Fault<HoldsCode>('hold-waits-for-keeper', { hold: id });
    const day = hold.placed_at.toISOString().slice(0, 10);
    const since = (await receipts(tx)).filter(
      (receipt) => receipt.destroyed_on >= day && takesSeries(scope, receipt.series),
    );
    const listed = [...since, ...found.filter((one) => !one.receipted)].map(asEnded);
    return { id, provisionalUntil: hold.provisional_until, endedMeanwhile: listed };
  });
}

/**
 * What the key process keeps of it now; null where it does not say. That is asked for again by `acknowledgeHold`, or told by
 * `agree`.
 */
export async function isTold(mirror: HoldMirror, hold: HoldRow): Promise<MirroredHold | null> {
  try {
    return await mirror.tell(asMirrored(hold, null));
  } catch (error) {
    if (!isFault(error)) throw error;
    return null;
  }
}

const asEnded = ({ series, count }: Ended): Ended => ({ series, count });

function receipts(reader: Reader) {
  return reader.selectFrom('disposal_receipts').select(['id', 'series', 'count', 'destroyed_on']).execute();
}

/**
 * Makes a provisional hold last, for all that it was placed over or for a part of it; or looks again at one that lasts.
 * No destroyer runs meanwhile: one that saw it lapse has ended, or finds it confirmed.
 * @param parts.once it has to be confirmed for the first time: a press that comes twice writes one entry
 * @param narrowTo what it takes from now on; the rest has its old dates again
 * @throws Fault `hold-unknown` | `hold-already-released` | `hold-lapsed`: what lapsed is placed anew, not revived |
 *   `hold-already-confirmed`: to narrow it now would be to lift a part, which takes two people | `hold-narrowed-outside`
 */
export async function confirmHold(
  tx: Writer,
  id: string,
  by: string,
  { clock, random, inFlight = noneInFlight, once = false }: Placing & { once?: boolean },
  narrowTo: HoldScope | null = null,
): Promise<void> {
  await lockAgainstDestroying(tx);
  const hold = await openHold(tx, id);
  const now = clock.now();
  if (hasLapsed(hold, clock.earliest())) throw new Fault<HoldsCode>('hold-lapsed');
  const narrowed = narrowTo && stored(narrowTo);
  if ((once || narrowed) && hold.confirmed_at !== null) throw new Fault<HoldsCode>('hold-already-confirmed');
  if (narrowed && !isWithin(narrowed, placedScope(hold))) throw new Fault<HoldsCode>('hold-narrowed-outside');
  const confirmed_by_salt = newActedSalt(random);
  const done = { by: { staff: by, salt: confirmed_by_salt }, on: plainDateIn(inFlight.timeZone, now) };
  // Looked at once more, it still takes what it was narrowed to: the leaf says what the row says.
  const { salt } = await record(tx, confirmedEvent(id, narrowed ?? narrowedScope(hold), done), random);
  await tx
    .updateTable('legal_holds')
    .set(
      sealedAgain(tx, hold, {
        confirmed_at: now,
        confirmed_by: by,
        confirmed_salt: salt,
        confirmed_by_salt,
        ...(narrowed && narrowedColumns(narrowed)),
      }),
    )
    .where('id', '=', id)
    .execute();
}

/** The first of the two people a release takes (T10). */
export async function askRelease(tx: Writer, id: string, by: string): Promise<void> {
  await setReleaseAsked(tx, await openHold(tx, id), by);
}

/** @param by null: nobody asks any more */
export async function setReleaseAsked(tx: Writer, hold: HoldRow, by: string | null): Promise<void> {
  const changes = sealedAgain(tx, hold, { release_asked_by: by });
  await tx.updateTable('legal_holds').set(changes).where('id', '=', hold.id).execute();
}

/** The second, who may not be the first. @throws Fault `release-not-asked` | `release-needs-second-person` */
export async function releaseHold(
  tx: Writer,
  id: string,
  by: string,
  { clock, random, inFlight = noneInFlight }: Placing,
): Promise<void> {
  const hold = await openHold(tx, id);
  if (hold.release_asked_by === null) throw new Fault<HoldsCode>('release-not-asked');
  if (hold.release_asked_by === by) throw new Fault<HoldsCode>('release-needs-second-person');
  const released_by_salt = newActedSalt(random);
  const two = { asked: hold.release_asked_by, released: by, salt: released_by_salt };
  const now = clock.now();
  const { salt } = await record(tx, releasedEvent(id, two, plainDateIn(inFlight.timeZone, now)), random);
  await tx
    .updateTable('legal_holds')
    .set(
      sealedAgain(tx, hold, {
        released_at: now,
        released_by: by,
        released_salt: salt,
        released_by_salt,
      }),
    )
    .where('id', '=', id)
    .execute();
}

/** The row of a hold that was not lifted, locked. Faults `hold-unknown` | `hold-row-altered` | `hold-already-released`. */
export async function openHold(tx: Writer, id: string): Promise<HoldRow> {
  const hold = await tx
    .selectFrom('legal_holds')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!hold) throw new Fault<HoldsCode>('hold-unknown');
  requireSound(tx, hold);
  if (hold.released_at !== null) throw new Fault<HoldsCode>('hold-already-released');
  return hold;
}
