import { type IDBPDatabase, openDB } from 'idb';
import { type Held, isSound } from './held.ts';

type Shelf = { trust: { key: 'held'; value: Held } };

/** Where keys and lists lie between visits (IndexedDB): one record, replaced whole, so that no half of a refresh stays behind. */
export type HeldStore = { read(): Promise<Held | null>; write(held: Held): Promise<void> };

/** Opens the shelf. Where the browser offers none (private windows of some), the page works until it is closed. */
export async function openHeldStore(): Promise<HeldStore> {
  let shelf: IDBPDatabase<Shelf>;
  try {
    shelf = await openDB<Shelf>('commonkey-verify', 1, {
      upgrade: (fresh) => void fresh.createObjectStore('trust'),
    });
  } catch {
    return inMemory();
  }
  return {
    async read() {
      const kept = await shelf.get('trust', 'held');
      // Records of versions that did not remember distrusted keys still hold the pins, which must not be lost.
      const held = kept && { ...kept, distrusted: kept.distrusted ?? [] };
      return held && isSound(held) ? held : null;
    },
    write: async (held) => void (await shelf.put('trust', held, 'held')),
  };
}

function inMemory(): HeldStore {
  let kept: Held | null = null;
  return {
    read: async () => kept,
    write: async (held) => {
      kept = held;
    },
  };
}
