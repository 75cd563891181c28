import { type DBSchema, deleteDB, openDB } from 'idb';
import type { Sealed } from '../vault/seal.ts';

interface Schema extends DBSchema {
  carried: { key: 'ages'; value: Sealed };
}

const NAME = 'commonkey-desk-ages';

/** Where a laptop keeps what it counted from one shift to the next. Beside the shift's own store, which dies with the shift. */
export type AgeStore = {
  get(): Promise<Sealed | undefined>;
  put(sealed: Sealed): Promise<void>;
  /** Ends the whole place. */
  drop(): Promise<void>;
};

async function opened<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

const open = () =>
  openDB<Schema>(NAME, 1, {
    upgrade: (db) => {
      db.createObjectStore('carried');
    },
  });

export const ageStore: AgeStore = {
  get: () => opened((db) => db.get('carried', 'ages')),
  put: (sealed) =>
    opened(async (db) => {
      await db.put('carried', sealed, 'ages');
    }),
  drop: () => deleteDB(NAME),
};
