import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { ageOf, begunAt } from './ages.ts';
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
  const ages = held ? [ageOf(held)] : [];
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
    ages.push(ageOf(change.entry(found.at.epoch)));
    kill(change, found);
  }
  if (moving.length === 0) return slots;
  if (!held && change.lost.has(to)) throw new Fault<KeeperCode>('vault-epoch-ended', { epoch: to });
  const count = first + moving.length;
  const keys = Buffer.concat([table.keys, ...moving.map(({ key }) => key)]);
  for (const { key } of moving) key.fill(0);
  table.keys.fill(0);
  change.begin(to, { keys, origins: [...table.origins, ...moving.map(({ origins }) => origins)] });
  // A table is as old as the oldest that it holds a key of: every hold of that one holds all of it.
  const age = Math.min(...ages);
  const grown = { slots: count, leased: count };
  if (held) Object.assign(held, grown, { age });
  else index.epochs.push({ epoch: to, file: '', generation: 0, dead: 0, ...grown, ...begunAt(age) });
  return slots;
}
