import type { Writer } from './store.ts';

/** A card's bit: the number of its status list, and the index in it. */
export type Place = { list: number; place: number };

/** Withdraws places for ever: what may exist and must read "not valid" does so whatever rows end, like any decoy. */
export function withhold(tx: Writer, places: readonly Place[]): Promise<void> {
  return mark(tx, 'withheld', places);
}

/** Keeps places from ever being given again: their cards go on reading "valid", and nobody else's revocation ends them. */
export function spend(tx: Writer, places: readonly Place[]): Promise<void> {
  return mark(tx, 'spent', places);
}

async function mark(tx: Writer, bits: 'withheld' | 'spent', places: readonly Place[]): Promise<void> {
  for (const list of [...new Set(places.map((one) => one.list))].sort((a, b) => a - b)) {
    const row = await tx
      .updateTable('status_lists')
      .set((columns) => ({ size: columns.ref('size') }))
      .where('list', '=', list)
      .returning(['withheld', 'spent'])
      .executeTakeFirstOrThrow();
    const changed = new Uint8Array(row[bits]);
    for (const { place } of places.filter((one) => one.list === list))
      changed[place >> 3] = (changed[place >> 3] ?? 0) | (1 << (place & 7));
    await tx
      .updateTable('status_lists')
      .set({ [bits]: changed })
      .where('list', '=', list)
      .execute();
  }
}
