import type { KeeperLink } from '../keeper/client.ts';
import type { Lock } from './vault.ts';

/** A slot that is this process's to use, once. Whoever takes it zeroes the key. */
export type Lease = { epoch: string; slot: number; key: Uint8Array };
export type Shelf = { series: string; lock: Lock; month: string };

export type Leases = {
  /** Faults of the key process where no lease is left and it does not answer. */
  take(shelf: Shelf): Promise<Lease>;
};

const HOUR = 3_600_000;
/** Leased at a time: what can be sealed while the key process is away. */
const BATCH = 32;
const LOW = 8;
/** Older ones are forgotten. Reconciliation, which waits longer, ends them. */
export const LEASE_LASTS = 6 * HOUR;

type Batch = { slots: Lease[]; leasedAt: number; filling: Promise<void> | null };

/** Slots held in memory alone, so that sealing needs no answer of the key process. */
export function openLeases(keeper: Pick<KeeperLink, 'ask'>, elapsed: () => number): Leases {
  const batches = new Map<string, Batch>();

  const fill = (batch: Batch, shelf: Shelf): Promise<void> => {
    batch.filling ??= keeper
      .ask('vault-lease', { ...shelf, count: BATCH })
      .then(({ slots }) => {
        // The youngest of a batch lasts as long as its oldest may.
        if (batch.slots.length === 0) batch.leasedAt = elapsed();
        for (const { epoch, slot, key } of slots)
          batch.slots.push({ epoch, slot, key: new Uint8Array(Buffer.from(key, 'base64url')) });
      })
      .finally(() => {
        batch.filling = null;
      });
    return batch.filling;
  };

  return {
    async take(shelf) {
      for (const [name, batch] of batches) {
        if (elapsed() - batch.leasedAt <= LEASE_LASTS || batch.filling) continue;
        for (const { key } of batch.slots) key.fill(0);
        batches.delete(name);
      }
      const name = `${shelf.series} ${shelf.lock} ${shelf.month}`;
      const batch = batches.get(name) ?? { slots: [], leasedAt: elapsed(), filling: null };
      batches.set(name, batch);
      for (;;) {
        const lease = batch.slots.shift();
        if (!lease) {
          await fill(batch, shelf);
          continue;
        }
        // Ahead of need; if it fails now, whoever finds none left is told.
        if (batch.slots.length < LOW) fill(batch, shelf).catch(() => {});
        return lease;
      }
    },
  };
}
