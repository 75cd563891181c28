import { isDeepStrictEqual } from 'node:util';
import { plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Random } from '../clock.ts';
import { newActedSalt } from '../store/acted-by.ts';
import { record } from '../store/record.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import { endDoubt } from './doubt.ts';
import type { HoldsCode } from './errors.ts';
import { confirmedEvent, putBackEvent, releasedEvent } from './events.ts';
import { PROVISIONAL_HOURS } from './in-flight.ts';
import { keepAges } from './keep-age.ts';
import { lockAgainstDestroying } from './locks.ts';
import {
  asMirrored,
  asRow,
  changesOf,
  type HoldMirror,
  type HoldRow,
  isInForce,
  type MirroredHold,
  saysMore,
} from './mirror.ts';
import { isSound, NEW_HOLD, sealedAgain, sealOf } from './seal.ts';
import type { RoomClock } from './steady-clock.ts';

/** `putBack`: holds in force that the database had forgotten. `lifted`: it had forgotten that they are not any more. */
export type Agreed = { putBack: number; lifted: number; known: ReadonlyMap<string, MirroredHold> };

/**
 * Brings what the database knows of holds and what is known outside it together. A hold's life only goes forward, so
 * each side takes from the other what it lacks: a database out of a backup gets back the holds placed since, and takes
 * those for lifted that were. What is in force there and has no row is one, whatever was cut off when it was placed: it
 * gets the whole time that a person has to confirm it; and so does a hold that was placed in doubt about the time, when that
 * is over.
 *
 * A row that is not as the service wrote it says nothing: the key process is told nothing of it, and nothing is added to it.
 * One from before rows were sealed is sealed where it says no more than the key process knows.
 *
 * Faults of the key process, and `hold-rows-altered` {count}. Then nothing may be destroyed.
 */
export async function agree(
  store: Pick<Store, 'read' | 'write'>,
  mirror: HoldMirror,
  parts: { clock: RoomClock; random: Random; timeZone?: string },
): Promise<Agreed> {
  const how = { ...parts, timeZone: parts.timeZone ?? 'UTC' };
  await endDoubt(store, parts.clock);
  const { there } = await tellAll(store.read, mirror, parts.clock);
  const here = await holdsHere(store.read);
  let { altered } = here;
  const lacking = [...there.values()].filter((hold) => lacks(here, hold));
  const done = { putBack: 0, lifted: 0 };
  if (lacking.length > 0)
    await store.write(async (tx) => {
      // Whoever is placing a hold has told the key process and not yet committed: its row is there after this lock.
      await lockAgainstDestroying(tx);
      const now = await holdsHere(tx);
      for (const hold of lacking) {
        const { id } = hold;
        const sound = now.sound.get(id);
        const unsealed = now.altered.get(id);
        if (unsealed) await adopt(tx, unsealed, hold, how);
        else if (!sound) there.set(id, await putBack(tx, mirror, hold, how));
        else if (lacks(now, hold)) await catchUp(tx, sound, hold, how);
        if (!sound && !unsealed && isInForce(hold)) done.putBack += 1;
        if (sound && sound.released_at === null && hold.released) done.lifted += 1;
      }
      altered = (await holdsHere(tx)).altered;
    });
  await keepAges(store, there);
  if (altered.size > 0) throw new Fault<HoldsCode>('hold-rows-altered', { count: altered.size });
  return { ...done, known: there };
}

export const inForceIn = (holds: Iterable<MirroredHold>): Set<string> =>
  new Set([...holds].filter(isInForce).map(({ id }) => id));

/** Tells the key process what the database knows more. `there`: all that is known there now, by id. */
export async function tellAll(
  read: Reader,
  mirror: HoldMirror,
  { earliest }: Pick<RoomClock, 'earliest'>,
): Promise<{ there: Map<string, MirroredHold>; told: number }> {
  let told = 0;
  const there = new Map((await mirror.list()).map((hold) => [hold.id, hold]));
  for (const row of (await holdsHere(read)).sound.values()) {
    const said = asMirrored(row, earliest());
    const known = there.get(said.id);
    if (known && !saysMore(said, known) && (known.lapsed || !said.lapsed)) continue;
    there.set(said.id, await mirror.tell(said));
    told += 1;
  }
  return { there, told };
}

type Here = { sound: ReadonlyMap<string, HoldRow>; altered: ReadonlyMap<string, HoldRow> };

async function holdsHere(read: Reader): Promise<Here> {
  const rows = await read.selectFrom('legal_holds').selectAll().orderBy('placed_at').execute();
  const [sound, altered] = [new Map<string, HoldRow>(), new Map<string, HoldRow>()];
  for (const row of rows) (isSound(read, row) ? sound : altered).set(row.id, row);
  return { sound, altered };
}

/** Whether there is something to do about what is known outside. What was changed by hand is for people. */
function lacks({ sound, altered }: Here, hold: MirroredHold): boolean {
  const other = altered.get(hold.id);
  if (other) return isUnsealedPartOf(other, hold);
  const row = sound.get(hold.id);
  return row === undefined || saysMore(hold, asMirrored(row, null));
}

async function putBack(
  tx: Writer,
  mirror: HoldMirror,
  hold: MirroredHold,
  { clock, random, timeZone }: How & { clock: RoomClock },
): Promise<MirroredHold> {
  const { id } = hold;
  const now = clock.now();
  const again = new Date(now.getTime() + PROVISIONAL_HOURS * 3_600_000).toISOString();
  const provisionalUntil =
    hold.confirmed === null && hold.provisionalUntil < again ? again : hold.provisionalUntil;
  const back = isInForce(hold)
    ? await mirror.tell({ ...hold, provisionalUntil, putBackAt: now.toISOString() })
    : hold;
  const put_back_on = plainDateIn(timeZone, now);
  const { salt } = await record(tx, putBackEvent(id, hold, put_back_on), random);
  const row = {
    ...NEW_HOLD,
    ...asRow(back),
    ...(await recordAgain(tx, NOTHING_KNOWN, back, { random, timeZone })),
    placed_in_doubt: !clock.trusted(),
    put_back_salt: salt,
    put_back_on,
    // Whatever was written about it is gone, and with it whether it may be spoken of.
    words_lost_after: 0,
    words_lost_at: now,
  };
  await tx
    .insertInto('legal_holds')
    .values({ ...row, seal: sealOf(row, sealKeyOf(tx)) })
    .execute();
  return back;
}

export const NOTHING_KNOWN: Steps = { confirmed: null, narrowed: null, released: null };
type Steps = Pick<MirroredHold, 'confirmed' | 'narrowed' | 'released'>;
type How = { random: Random; timeZone: string };
type Salts = {
  confirmed_salt?: Uint8Array;
  confirmed_by_salt?: Uint8Array;
  released_salt?: Uint8Array;
  released_by_salt?: Uint8Array;
};

/** The leaves of what became of it may be younger than this database: made once more, so that the row can open its own. */
export async function recordAgain(
  tx: Writer,
  known: Steps,
  hold: MirroredHold,
  { random, timeZone }: How,
): Promise<Salts> {
  const salts: Salts = {};
  if (
    hold.confirmed &&
    (!known.confirmed || isLater(hold.confirmed, known.confirmed) || (hold.narrowed && !known.narrowed))
  ) {
    const salt = newActedSalt(random);
    const event = confirmedEvent(hold.id, hold.narrowed, {
      by: { staff: hold.confirmed.by, salt },
      on: plainDateIn(timeZone, new Date(hold.confirmed.at)),
    });
    salts.confirmed_by_salt = salt;
    salts.confirmed_salt = (await record(tx, event, random)).salt;
  }
  if (hold.released && !known.released) {
    const salt = newActedSalt(random);
    const two = { asked: hold.released.askedBy, released: hold.released.by, salt };
    salts.released_by_salt = salt;
    const on = plainDateIn(timeZone, new Date(hold.released.at));
    salts.released_salt = (await record(tx, releasedEvent(hold.id, two, on), random)).salt;
  }
  return salts;
}

const isLater = (one: { at: string }, other: { at: string }): boolean => one.at > other.at;

async function catchUp(tx: Writer, row: HoldRow, hold: MirroredHold, how: How): Promise<void> {
  const changes = sealedAgain(tx, row, await further(tx, row, hold, how));
  await tx.updateTable('legal_holds').set(changes).where('id', '=', row.id).execute();
}

async function further(tx: Writer, row: HoldRow, hold: MirroredHold, how: How) {
  const known = asMirrored(row, null);
  return { ...changesOf(hold, known), ...(await recordAgain(tx, known, hold, how)) };
}

/**
 * The first seal of a row from before there were any, which the key process bears out. What it cannot is taken back: a
 * request to lift is made anew, and a time to lapse at begins anew.
 */
async function adopt(tx: Writer, row: HoldRow, hold: MirroredHold, how: How): Promise<void> {
  const changes = {
    ...(await further(tx, row, hold, how)),
    ...(hold.released === null && { release_asked_by: null }),
    placed_in_doubt: isInForce(hold) && hold.confirmed === null,
  };
  const seal = sealOf({ ...row, ...changes }, sealKeyOf(tx));
  await tx
    .updateTable('legal_holds')
    .set({ ...changes, seal })
    .where('id', '=', row.id)
    .execute();
}

/** Whether a row without a seal says nothing of a hold that is not known outside, and nothing else. */
function isUnsealedPartOf(row: HoldRow, hold: MirroredHold): boolean {
  if (row.seal !== null) return false;
  const said = asMirrored(row, null);
  const steps = ['narrowed', 'released'] as const;
  return (
    isDeepStrictEqual(placedFacts(said), placedFacts(hold)) &&
    steps.every((step) => said[step] === null || isDeepStrictEqual(said[step], hold[step])) &&
    !saysMore(said, hold)
  );
}

const placedFacts = ({ id, series, from, until, channel, placedAt, placedBy, salt }: MirroredHold) => [
  ...[id, series, from, until, channel ?? null],
  ...[placedAt, placedBy, salt],
];
