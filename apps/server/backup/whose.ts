import { openNote, readVerifierKey, type VerifierKey } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import type { KeeperLink } from '../keeper/client.ts';
import { isOfAnother, logKey } from '../ledger/service.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import type { StoreCode } from '../store/errors.ts';
import { openStore } from '../store/store.ts';
import { keysAreLost } from './declared.ts';
import type { BackupCode } from './errors.ts';
import { readServed } from './served.ts';

type Parts = { config: Pick<Config, 'dataFolder' | 'keeperSocket'>; keeper?: Pick<KeeperLink, 'ask'> };

/** What this folder's ledger is signed with: as its key process says, else as it said at the last start; null: nobody can say. */
async function ownKey({ config, keeper }: Parts): Promise<VerifierKey | null> {
  const asked = await logKey({ config }, keeper).catch(() => null);
  if (asked) return asked;
  const { ledger } = (await readServed(config.dataFolder)) ?? {};
  return ledger === undefined ? null : readVerifierKey(ledger);
}

/**
 * Whether another service, with keys of its own, writes into the database that these settings name; false where nobody can say
 * (docs/adr/0077-whose-database-it-is.md).
 */
export async function isAnothersDatabase(parts: Parts, address: DatabaseAddress): Promise<boolean> {
  const key = await ownKey(parts);
  if (key === null) return false;
  const store = openStore(address, { read: 1, write: 1 });
  try {
    return await isOfAnother(store.read, key, { keysLost: await keysAreLost(parts.config.dataFolder) });
  } finally {
    await store.close();
  }
}

/** @throws Fault `database-of-another-service`: a copy of it would be of another city, and no start would take it */
export async function requireOwnDatabase(parts: Parts, address: DatabaseAddress): Promise<void> {
  if (await isAnothersDatabase(parts, address)) throw new Fault<StoreCode>('database-of-another-service');
}

/**
 * Whether the newest checkpoint of a backup is signed by this folder's keys: a service with others would not start on it.
 * @throws Fault `backup-of-another-service`
 */
export async function requireOwnBackup(parts: Parts, checkpoint: string | null): Promise<void> {
  if (checkpoint === null || (await keysAreLost(parts.config.dataFolder))) return;
  const key = await ownKey(parts);
  if (key === null) return;
  await openNote(checkpoint, key).catch((error: unknown) => {
    throw isFault(error) ? new Fault<BackupCode>('backup-of-another-service', {}, { cause: error }) : error;
  });
}
