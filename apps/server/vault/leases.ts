import type { VaultParts } from './parts.ts';
import type { Lock } from './vault.ts';

/** A slot that is this process's to use, once. Whoever takes it zeroes the key. `age`: of the vault, when its table was begun. */
export type Lease = { epoch: string; slot: number; age: number; key: Uint8Array };
export type Shelf = { series: string; lock: Lock; month: string };

export type Leases = {
  /**
   * Faults of the key process where no lease is left and it does not answer.
   * @param beside a table that what is to be sealed belongs with: of that one's age. `OLDEST`: it belongs with what has no table any
   *   more. Null: with nothing that was here before
   */
  take(shelf: Shelf, beside: string | null): Promise<Lease>;
  /** A hold came that leaves out what comes from now on: what belongs with nothing older gets none of the slots leased before. */
  grown(): void;
};

const HOUR = 3_600_000;
/** Leased at a time: what can be sealed while the key process is away. */
const BATCH = 32;
const LOW = 8;
/** Older ones are forgotten. Reconciliation, which waits longer, ends them. */
export const LEASE_LASTS = 6 * HOUR;

/** In place of a table: as old as can be, so that every hold takes it. */
export const OLDEST = 'oldest';

/** Of one shelf and one age. */
type Batch = { slots: Lease[]; leasedAt: number };

/** Slots held in memory alone, so that sealing needs no answer of the key process. */
export function openLeases({
  keeper,
  elapsed,
  clock,
}: Pick<VaultParts, 'keeper' | 'elapsed' | 'clock'>): Leases {
  const batches = new Map<string, Batch>();
  const fillings = new Map<string, Promise<void>>();
  /** By table, as the key process said it: no age comes out of the database. */
  const ages = new Map<string, number>([[OLDEST, 0]]);
  /** By shelf: the age of what belongs with nothing older. */
  const youngest = new Map<string, number>();

  const ask = async (shelf: Shelf, count: number, beside: string | null): Promise<void> => {
    const told = await keeper.ask('vault-lease', {
      ...shelf,
      count,
      ...(beside !== null && { beside }),
      earliest: clock.earliest().toISOString(),
    });
    const { age, slots } = told;
    if (beside === null) youngest.set(nameOf(shelf), age);
    else ages.set(beside, age);
    const name = `${nameOf(shelf)} ${age}`;
    const batch = batches.get(name) ?? { slots: [], leasedAt: elapsed() };
    batches.set(name, batch);
    // The youngest of a batch lasts as long as its oldest may.
    if (batch.slots.length === 0) batch.leasedAt = elapsed();
    for (const { epoch, slot, key } of slots) {
      ages.set(epoch, age);
      batch.slots.push({ epoch, slot, age, key: new Uint8Array(Buffer.from(key, 'base64url')) });
    }
  };

  const wanted = (shelf: Shelf, beside: string | null): number | undefined =>
    beside === null ? youngest.get(nameOf(shelf)) : ages.get(beside);

  const fill = (shelf: Shelf, beside: string | null): Promise<void> => {
    const age = wanted(shelf, beside);
    const isYoungest = age !== undefined && age === youngest.get(nameOf(shelf));
    // A table that this process has not heard of: one slot tells its age, and there may be others of that age here.
    const count = age === undefined && beside !== null ? 1 : BATCH;
    const name = `${nameOf(shelf)} ${age ?? beside ?? ''}`;
    const filling =
      fillings.get(name) ??
      ask(shelf, count, isYoungest ? null : beside).finally(() => void fillings.delete(name));
    fillings.set(name, filling);
    return filling;
  };

  const forgetOld = (): void => {
    for (const [name, batch] of batches) {
      if (elapsed() - batch.leasedAt <= LEASE_LASTS || fillings.has(name)) continue;
      for (const { key } of batch.slots) key.fill(0);
      batches.delete(name);
    }
  };

  return {
    async take(shelf, beside) {
      forgetOld();
      for (;;) {
        const age = wanted(shelf, beside);
        const slots = age === undefined ? [] : (batches.get(`${nameOf(shelf)} ${age}`)?.slots ?? []);
        const lease = slots.shift();
        if (!lease) {
          await fill(shelf, beside);
          continue;
        }
        // Ahead of need; if it fails now, whoever finds none left is told.
        if (slots.length < LOW) fill(shelf, beside).catch(() => {});
        return lease;
      }
    },
    grown: () => youngest.clear(),
  };
}

const nameOf = ({ series, lock, month }: Shelf): string => `${series} ${lock} ${month}`;
