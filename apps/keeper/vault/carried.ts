import { CARRY_EPOCH } from './epoch-name.ts';
import { type Address, addressKey, isDead, type Table } from './table.ts';

/**
 * Where carried keys lie now, by every address they had before: a request that was cut off between the keeper's answer
 * and the service's own note must not take a carried key for a dead one. Addresses only, no key.
 */
export type Carried = {
  whereIs(address: Address): Address;
  /** Takes in a table as it is now. */
  note(epoch: string, table: Table): void;
  forget(epoch: string): void;
  clear(): void;
};

export function noCarried(): Carried {
  const tables = new Map<string, Map<string, number>>();
  return {
    whereIs(address) {
      const key = addressKey(address);
      for (const [epoch, slots] of tables) {
        const slot = slots.get(key);
        if (slot !== undefined) return { epoch, slot };
      }
      return address;
    },
    note(epoch, table) {
      if (!CARRY_EPOCH.test(epoch)) return;
      const slots = new Map<string, number>();
      for (const [slot, origins] of table.origins.entries())
        if (!isDead(table, slot)) for (const origin of origins) slots.set(addressKey(origin), slot);
      tables.set(epoch, slots);
    },
    forget: (epoch) => void tables.delete(epoch),
    clear: () => tables.clear(),
  };
}
