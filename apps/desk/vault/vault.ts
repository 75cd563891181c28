import { Fault } from '@commonkey/words';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { DeskCode } from '../codes.ts';
import type { Bytes } from './bytes.ts';
import type { WrappedKey } from './keys.ts';
import { type Sealed, seal, unseal } from './seal.ts';

/** All that lies here in the clear: which passkey opens it, and the shift key under that passkey. */
export type Envelope = {
  readonly credentialId: Bytes;
  readonly salt: Bytes;
  readonly prfInput: Bytes;
  readonly shiftKey: WrappedKey;
};

interface Schema extends DBSchema {
  envelope: { key: 'shift'; value: Envelope };
  sealed: { key: string; value: Sealed };
  chain: { key: number; value: Sealed };
}

const NAME = 'commonkey-desk';
/** The write is on the medium before the promise resolves: an intent that a power cut forgets would be no intent. */
const STRICT = { durability: 'strict' } as const;

export type Vault = {
  envelope(): Promise<Envelope | undefined>;
  begin(envelope: Envelope): Promise<void>;
  put(key: CryptoKey, place: string, value: unknown): Promise<void>;
  get(key: CryptoKey, place: string): Promise<unknown>;
  /** Adds the chain's entries from number `seq` on, all of them or none; the same number twice is refused. */
  append(key: CryptoKey, seq: number, entries: readonly unknown[]): Promise<void>;
  chain(key: CryptoKey): Promise<unknown[]>;
  /** Ends the shift in this browser: the database goes, and with it the only wrapping of its keys. */
  forget(): Promise<void>;
};

function storageFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const name = cause instanceof Error ? cause.name : '';
  return new Fault<DeskCode>(
    name === 'QuotaExceededError' ? 'desk-storage-full' : 'desk-storage-failed',
    {},
    { cause },
  );
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageFault(cause);
  }
}

async function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('envelope');
      db.createObjectStore('sealed');
      db.createObjectStore('chain');
    },
  });
}

/** @throws Fault `desk-storage-full` | `desk-storage-failed` | `desk-storage-damaged` */
export async function openVault(name = NAME): Promise<Vault> {
  let db = await guarded(() => openDatabase(name));
  return {
    envelope: () => guarded(() => db.get('envelope', 'shift')),
    async begin(envelope) {
      await guarded(async () => {
        const tx = db.transaction('envelope', 'readwrite', STRICT);
        await Promise.all([tx.store.put(envelope, 'shift'), tx.done]);
      });
    },
    async put(key, place, value) {
      const sealed = await seal(key, place, value);
      await guarded(async () => {
        const tx = db.transaction('sealed', 'readwrite', STRICT);
        await Promise.all([tx.store.put(sealed, place), tx.done]);
      });
    },
    async get(key, place) {
      const sealed = await guarded(() => db.get('sealed', place));
      return sealed === undefined ? undefined : unseal(key, place, sealed);
    },
    async append(key, seq, entries) {
      const sealed = await Promise.all(entries.map((entry, i) => seal(key, `chain/${seq + i}`, entry)));
      await guarded(async () => {
        const tx = db.transaction('chain', 'readwrite', STRICT);
        const asked: Promise<unknown>[] = [];
        try {
          for (const [i, one] of sealed.entries()) asked.push(tx.store.add(one, seq + i));
        } catch (cause) {
          // Thrown instead of answered: those asked for before would be written.
          tx.abort();
          asked.unshift(Promise.reject(cause));
        }
        await Promise.all([...asked, tx.done]);
      });
    },
    async chain(key) {
      const [keys, values] = await guarded(() => Promise.all([db.getAllKeys('chain'), db.getAll('chain')]));
      return Promise.all(
        values.map((sealed, i) => {
          if (keys[i] !== i) throw new Fault<DeskCode>('desk-storage-damaged', { place: `chain/${i}` });
          return unseal(key, `chain/${i}`, sealed);
        }),
      );
    },
    async forget() {
      db.close();
      await guarded(() => deleteDB(name));
      db = await guarded(() => openDatabase(name));
    },
  };
}
