import { Fault } from '@commonkey/words';
import type { Store, Writer } from '../store/store.ts';
import type { HoldsCode } from './errors.ts';
import { confirmHold, isTold, type Placing, releaseHold } from './holding.ts';
import { noneInFlight } from './in-flight.ts';
import { keepAge, saysOther } from './keep-age.ts';
import type { HoldRow } from './mirror.ts';
import type { HoldScope } from './scope.ts';
import { requireSound } from './seal.ts';

/**
 * The law department confirms a hold, or a part of it, or looks at one that had to be put back: from then on it lasts until
 * two people lift it. That it lasts the key process is told before the row is stored; that it takes less, after it: so at
 * every moment at least one of both keeps what it still takes, and nothing is free before the row says so.
 * @param parts.once faults where it is confirmed already
 * @param parts.also what is stored with it or not at all
 * @throws Fault `hold-waits-for-keeper` {hold}: it is confirmed and not acknowledged; the destroyer, which ends nothing
 *   before, tells the key process | `narrowing-waits-for-keeper` {hold}: confirmed and acknowledged, and the key process does not
 *   know yet that it takes less | those of `confirmHold`
 */
export async function upholdHold(
  store: Store,
  id: string,
  by: string,
  parts: Placing & { once?: boolean; narrowTo?: HoldScope | null; also?: (tx: Writer) => Promise<void> },
): Promise<void> {
  const { mirror } = parts.inFlight ?? noneInFlight;
  const { row, told } = await store.write(async (tx) => {
    await confirmHold(tx, id, by, parts, parts.narrowTo ?? null);
    await parts.also?.(tx);
    const row = await rowOf(tx, id);
    const told = await isTold(mirror, parts.narrowTo ? withoutNarrowing(row) : row);
    if (told) await keepAge(tx, row, told);
    return { row: { ...row, from_age: told?.age ?? row.from_age }, told };
  });
  if (!told) throw new Fault<HoldsCode>('hold-waits-for-keeper', { hold: id });
  const narrowed = parts.narrowTo ? await isTold(mirror, row) : told;
  if (!narrowed) throw new Fault<HoldsCode>('narrowing-waits-for-keeper', { hold: id });
  if (saysOther(row, narrowed)) await store.write((tx) => keepAge(tx, row, narrowed));
}

const withoutNarrowing = (row: HoldRow): HoldRow => ({ ...row, narrowed: false });

/**
 * The second of the two people lifts a hold; the first has asked by `askRelease`. The key process is told last, so that
 * at every moment at least one of both still holds.
 * @throws Fault `lift-waits-for-keeper` {hold}: nothing sealed ends before it is told, which the destroyer does | those of
 *   `releaseHold`
 */
export async function liftHold(store: Store, id: string, by: string, parts: Placing): Promise<void> {
  const row = await store.write(async (tx) => {
    await releaseHold(tx, id, by, parts);
    return rowOf(tx, id);
  });
  if (!(await isTold((parts.inFlight ?? noneInFlight).mirror, row)))
    throw new Fault<HoldsCode>('lift-waits-for-keeper', { hold: id });
}

/** As it was stored: what a trigger of somebody else's made of it is told to nobody. */
async function rowOf(tx: Writer, id: string): Promise<HoldRow> {
  const row = await tx.selectFrom('legal_holds').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  requireSound(tx, row);
  return row;
}
