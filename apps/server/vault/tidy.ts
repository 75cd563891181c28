import { isFault } from '@commonkey/words';
import type { Answer, SlotAddress } from '../keeper/operations.ts';
import { monthOf, overdueEpochs } from './epochs.ts';
import { LEASE_LASTS } from './leases.ts';
import type { VaultParts } from './parts.ts';
import { KEEP_WITHIN } from './seal.ts';
import { waited } from './waited.ts';

export type Tidy = {
  /** Ends slots and blobs that no row has referred to for longer than anybody may still be about to. */
  run(): Promise<void>;
};

type Strayed = SlotAddress | { blob: string };

/** Both together are the longest that a slot may be leased and not yet kept; as long again for clocks and slow transactions. */
export const UNREFERRED_FOR = 2 * (LEASE_LASTS + KEEP_WITHIN);

/**
 * After a crash between a lease, a sealing and the row, a key or a blob is left that nothing needs. Its age is counted from
 * when it was first seen without a row, so that no process's clock and no restart makes it older than it is.
 */
export function openTidy(parts: VaultParts): Tidy {
  const seen = new Map<string, number>();
  return {
    async run() {
      const now = parts.elapsed();
      const found = new Map<string, Strayed>();
      for (const place of await strayedSlots(parts)) found.set(`${place.epoch}/${place.slot}`, place);
      for (const blob of await strayedBlobs(parts)) found.set(blob, { blob });
      for (const name of seen.keys()) if (!found.has(name)) seen.delete(name);
      const old = [...found].filter(([name]) => {
        const since = seen.get(name) ?? now;
        seen.set(name, since);
        return now - since >= UNREFERRED_FOR;
      });
      if (old.length > 0 && (await isOwnVault(parts)))
        await end(
          parts,
          old.map(([, one]) => one),
        );
    },
  };
}

const AT_ONCE = 5_000;

/**
 * A row may be missing because an old copy of the database does not know the record yet, and a hold may cover it. Of a
 * slot the key process knows whether it does; of a blob nobody does, so while any hold is in force none ends.
 */
async function end({ keeper, blobs, holds, store, log }: VaultParts, old: readonly Strayed[]): Promise<void> {
  const slots: SlotAddress[] = [];
  const blobsMayEnd = !(await holds.anyInForce(store.read));
  for (const one of old) {
    if (!('blob' in one)) slots.push(one);
    else if (blobsMayEnd) await blobs.remove(one.blob).catch(waited(log));
  }
  for (const some of Map.groupBy(slots, ({ epoch }) => epoch.split('.')[0]).values())
    for (let from = 0; from < some.length; from += AT_ONCE)
      await keeper.ask('vault-shred', { items: some.slice(from, from + AT_ONCE) }).catch(unlessHeld(log));
}

/** What a hold keeps from being tidied is no news. */
function unlessHeld(log: VaultParts['log']): (error: unknown) => null {
  return (error) => (isFault(error) && error.code === 'vault-held' ? null : waited(log)(error));
}

/**
 * Somebody may try out a copy of the database, beside a new key process and the city's own blobs: there everything new of the
 * city's looks like a leftover. The key process then knows nothing of the rows, and nothing is tidied.
 */
async function isOwnVault({ keeper, store, log }: VaultParts): Promise<boolean> {
  const items = await store.read
    .selectFrom('vault_records')
    .select(['epoch', 'slot'])
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  if (items.length === 0) return true;
  return (await keeper.ask('vault-alive', { items }).catch(waited(log))) !== null;
}

/**
 * Leased and living, but of no row. Where a row may not have been told yet that its key was carried, carried keys are left
 * alone.
 */
async function strayedSlots(parts: VaultParts): Promise<{ epoch: string; slot: number }[]> {
  const { keeper, store, log } = parts;
  const allTold = (await overdueEpochs(parts)).length === 0;
  const strayed: { epoch: string; slot: number }[] = [];
  let next: string | null = null;
  do {
    const asked: { after?: string } = next === null ? {} : { after: next };
    const page: Answer<'vault-leased'> | null = await keeper.ask('vault-leased', asked).catch(waited(log));
    if (page === null) return [];
    for (const { epoch, leased } of page.epochs) {
      if (!allTold && monthOf(epoch) === null) continue;
      const rows = await store.read
        .selectFrom('vault_records')
        .select('slot')
        .where('epoch', '=', epoch)
        .execute();
      const used = new Set(rows.map(({ slot }) => slot));
      for (const slot of leased) if (!used.has(slot)) strayed.push({ epoch, slot });
    }
    next = page.next;
  } while (next !== null);
  return strayed;
}

async function strayedBlobs({ blobs, store, log }: VaultParts): Promise<string[]> {
  try {
    const named = await store.read
      .selectFrom('vault_records')
      .select('blob')
      .where('blob', 'is not', null)
      .execute();
    const used = new Set(named.map(({ blob }) => blob));
    const strayed: string[] = [];
    for await (const { name } of blobs.list()) if (!used.has(name)) strayed.push(name);
    return strayed;
  } catch (error) {
    waited(log)(error);
    return [];
  }
}
