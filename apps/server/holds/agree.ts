import type { Random } from '../clock.ts';
import { record } from '../store/record.ts';
import type { Reader, Store, Writer } from '../store/store.ts';
import { endDoubt } from './doubt.ts';
import { confirmedEvent, releasedEvent } from './events.ts';
import { PROVISIONAL_HOURS } from './in-flight.ts';
import { lockAgainstDestroying } from './locks.ts';
import {
  asMirrored,
  asRow,
  changesOf,
  type HoldMirror,
  isInForce,
  type MirroredHold,
  saysMore,
} from './mirror.ts';
import { scopeFacts } from './scope.ts';
import type { RoomClock } from './steady-clock.ts';

/** `putBack`: holds in force that the database had forgotten. `lifted`: it had forgotten that they are not any more. */
export type Agreed = { putBack: number; lifted: number; inForce: ReadonlySet<string> };

/**
 * Brings what the database knows of holds and what is known outside it together. A hold's life only goes forward, so
 * each side takes from the other what it lacks: a database out of a backup gets back the holds placed since, and takes
 * those for lifted that were. What is in force there and has no row is one, whatever was cut off when it was placed: it
 * gets the whole time that a person has to confirm it; and so does a hold that was placed in doubt about the time, when that
 * is over.
 *
 * Faults of the key process. Then nothing may be destroyed.
 */
export async function agree(
  store: Pick<Store, 'read' | 'write'>,
  mirror: HoldMirror,
  parts: { clock: RoomClock; random: Random },
): Promise<Agreed> {
  await endDoubt(store, parts.clock);
  const { there } = await tellAll(store.read, mirror, parts.clock);
  const here = await holdsHere(store.read);
  const lacking = [...there.values()].filter((hold) => lacks(here, hold));
  const done = { putBack: 0, lifted: 0 };
  if (lacking.length > 0)
    await store.write(async (tx) => {
      // Whoever is placing a hold has told the key process and not yet committed: its row is there after this lock.
      await lockAgainstDestroying(tx);
      const now = await holdsHere(tx);
      for (const hold of lacking) {
        const row = now.get(hold.id);
        if (!row) there.set(hold.id, await putBack(tx, mirror, hold, parts));
        else if (lacks(now, hold)) await catchUp(tx, row, hold, parts.random);
        if (!row && isInForce(hold)) done.putBack += 1;
        if (row?.released === null && hold.released) done.lifted += 1;
      }
    });
  return { ...done, inForce: inForceIn(there.values()) };
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
  for (const said of (await holdsHere(read, earliest())).values()) {
    const known = there.get(said.id);
    if (known && !saysMore(said, known) && (known.lapsed || !said.lapsed)) continue;
    there.set(said.id, await mirror.tell(said));
    told += 1;
  }
  return { there, told };
}

async function holdsHere(read: Reader, now: Date | null = null): Promise<Map<string, MirroredHold>> {
  const rows = await read.selectFrom('legal_holds').selectAll().orderBy('placed_at').execute();
  return new Map(rows.map((row) => [row.id, asMirrored(row, now)]));
}

function lacks(here: ReadonlyMap<string, MirroredHold>, hold: MirroredHold): boolean {
  const row = here.get(hold.id);
  return row === undefined || saysMore(hold, row);
}

async function putBack(
  tx: Writer,
  mirror: HoldMirror,
  hold: MirroredHold,
  { clock, random }: { clock: RoomClock; random: Random },
): Promise<MirroredHold> {
  const { id } = hold;
  const now = clock.now();
  const again = new Date(now.getTime() + PROVISIONAL_HOURS * 3_600_000).toISOString();
  const provisionalUntil =
    hold.confirmed === null && hold.provisionalUntil < again ? again : hold.provisionalUntil;
  const back = isInForce(hold)
    ? await mirror.tell({ ...hold, provisionalUntil, putBackAt: now.toISOString() })
    : hold;
  await record(tx, { kind: 'hold-put-back', hold: id, ...scopeFacts(hold) }, random);
  const none = { confirmed: null, narrowed: null, released: null };
  await tx
    .insertInto('legal_holds')
    .values({
      ...asRow(back),
      ...(await recordAgain(tx, none, back, random)),
      placed_in_doubt: !clock.trusted(),
    })
    .execute();
  return back;
}

type Steps = Pick<MirroredHold, 'confirmed' | 'narrowed' | 'released'>;

/** The leaves of what became of it may be younger than this database: made once more, so that the row can open its own. */
async function recordAgain(
  tx: Writer,
  known: Steps,
  hold: MirroredHold,
  random: Random,
): Promise<{ confirmed_salt?: Uint8Array; released_salt?: Uint8Array }> {
  const salts: { confirmed_salt?: Uint8Array; released_salt?: Uint8Array } = {};
  if ((hold.confirmed && !known.confirmed) || (hold.narrowed && !known.narrowed))
    salts.confirmed_salt = (await record(tx, confirmedEvent(hold.id, hold.narrowed), random)).salt;
  if (hold.released && !known.released)
    salts.released_salt = (await record(tx, releasedEvent(hold.id), random)).salt;
  return salts;
}

async function catchUp(tx: Writer, row: MirroredHold, hold: MirroredHold, random: Random): Promise<void> {
  const { id } = hold;
  const changes = { ...changesOf(hold, row), ...(await recordAgain(tx, row, hold, random)) };
  await tx.updateTable('legal_holds').set(changes).where('id', '=', id).execute();
}
