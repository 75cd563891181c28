import type { DatabaseAddress } from '../store/connect.ts';
import { everyValue, type Heap } from '../store/every-value.ts';
import { type Hit, searchBytes } from './scan.ts';
import type { Search } from './search.ts';

/** What was searched in a database: `things` are rows, values or objects; `refused` what this role may not read. */
export type RowsSearched = { hits: Hit[]; things: number; bytes: number; refused: number };

/** Looks into every row of every table, the queue's too, into what the server keeps about their columns, and into large objects. */
export async function searchDatabase(
  address: DatabaseAddress,
  search: Search,
): Promise<Record<Heap, RowsSearched> & { walPacked: boolean }> {
  const none = (): RowsSearched => ({ hits: [], things: 0, bytes: 0, refused: 0 });
  const found: Record<Heap, RowsSearched> = { rows: none(), statistics: none(), large: none() };
  const { refused, walPacked } = await everyValue(address, (heap, where, bytes) => {
    const sum = found[heap];
    sum.things += 1;
    sum.bytes += bytes.length;
    sum.hits.push(...searchBytes(where, bytes, search));
  });
  for (const heap of Object.keys(found) as Heap[]) found[heap].refused = refused[heap];
  return { ...found, walPacked };
}
