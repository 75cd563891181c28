import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { type DatabaseAddress, openPool } from './connect.ts';
import type { Database } from './database.ts';
import { guardPool } from './guard.ts';
import { tieSealKey } from './seal-key.ts';

/** May look and nothing else; the server refuses a write on its connections too. */
export type Reader = Pick<
  ReadonlyKysely<Database>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'dynamic'
>;

declare const written: unique symbol;
/**
 * May look, add and change, inside one transaction. It cannot delete: only the holds room can, after asking
 * `mayDestroy`. Obtained from `store.write` alone.
 */
export type Writer = Reader &
  Pick<Transaction<Database>, 'insertInto' | 'updateTable'> & { readonly [written]: true };

export type Store = {
  readonly read: Reader;
  /** The only way to change anything: all of `work` is stored, or nothing of it. Errors are `StoreCode` faults. */
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Pool sizes are sums a city plans its server's `max_connections` by: reads + writes, for each web process. */
const CONNECTIONS = { read: 6, write: 6 };

/**
 * @param sealKey what holds are sealed under (`Secrets.holds`); null: a key of this process alone, under which whatever another
 *   process wrote counts as changed, and so as held
 */
export function openStore(
  address: DatabaseAddress,
  connections = CONNECTIONS,
  sealKey: Uint8Array | null = null,
): Store {
  const open = (max: number, readOnly: boolean) =>
    new Kysely<Database>({
      dialect: new PostgresDialect({ pool: guardPool(openPool(address, { max, readOnly })) }),
    });
  const reading = open(connections.read, true);
  const writing = open(connections.write, false);
  return {
    read: tieSealKey(reading as unknown as Reader, sealKey),
    write: (work) =>
      writing.transaction().execute((tx) => work(tieSealKey(tx as unknown as Writer, sealKey))),
    async close() {
      await Promise.all([reading.destroy(), writing.destroy()]);
    },
  };
}

/**
 * The whole transaction behind a writer, deletion included. For the store's own parts and the holds room; a test
 * refuses every other importer.
 */
export function wholeTransaction(tx: Writer): Transaction<Database> {
  return tx as unknown as Transaction<Database>;
}
