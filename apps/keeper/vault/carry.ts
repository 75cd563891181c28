import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { find } from './find.ts';
import { kill } from './shred.ts';
import { type Address, addressKey, keyAt } from './table.ts';
import type { Change } from './view.ts';

/**
 * Moves keys into a table of their own, which no month's end touches. Each leaves its place in the same change, so that
 * it is never in two and never in none. Fault `vault-epoch-ended`: that hold or certificate is over.
 */
export async function carry(
  change: Change,
  to: string,
  items: readonly Address[],
): Promise<(Address | null)[]> {
  const { index } = change;
  if (index.ended.includes(to)) throw new Fault<KeeperCode>('vault-epoch-ended', { epoch: to });
  const slots: (Address | null)[] = [];
  const moving: { key: Buffer; origins: Address[] }[] = [];
  const held = change.entry(to);
  const table = held ? await change.table(to) : { keys: Buffer.alloc(0), origins: [] };
  const first = held?.slots ?? 0;
  const placed = new Map<string, Address>();
  for (const item of items) {
    const twice = placed.get(addressKey(item));
    if (twice) {
      slots.push(twice);
      continue;
    }
    const found = await find(change, item);
    if (!found || found.at.epoch === to) {
      slots.push(found?.at ?? null);
      continue;
    }
    const place = { epoch: to, slot: first + moving.length };
    placed.set(addressKey(item), place);
    slots.push(place);
    const before = found.table.origins[found.at.slot] ?? [];
    moving.push({ key: Buffer.from(keyAt(found.table, found.at.slot)), origins: [...before, found.at] });
    kill(change, found);
  }
  if (moving.length === 0) return slots;
  const count = first + moving.length;
  const keys = Buffer.concat([table.keys, ...moving.map(({ key }) => key)]);
  for (const { key } of moving) key.fill(0);
  table.keys.fill(0);
  change.begin(to, { keys, origins: [...table.origins, ...moving.map(({ origins }) => origins)] });
  if (held) Object.assign(held, { slots: count, leased: count });
  else index.epochs.push({ epoch: to, file: '', generation: 0, slots: count, leased: count, dead: 0 });
  return slots;
}
