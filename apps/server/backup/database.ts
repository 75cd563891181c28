import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, isFault } from '@commonkey/words';
import type { Random } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { startDatabase } from '../database.ts';
import { addressOf } from '../doctor/database.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import type { StoreCode } from '../store/errors.ts';
import { schemaStands } from '../store/migrate.ts';
import { lockFolder } from '../store/postgres/folder-lock.ts';
import { readSettings } from '../store/settings.ts';
import type { BackupCode } from './errors.ts';

/** `resting`: a place for a city to be put in, with the service stopped. `any-version`: rows are read as they are, whatever their tables. */
type Wanted = { resting: boolean; anyVersion?: boolean };

/**
 * Runs `work` on the city's database: on the running one of a service that is up, or, where that rests, on the embedded one
 * started for as long as it takes. Where no city is, nothing is made.
 * @param wanted.resting wants the service to be stopped, and no city to be there: fault `data-folder-in-use`
 * @param wanted.anyVersion takes the tables of an earlier version too
 * @throws Fault `city-not-here` {folder} | `city-not-in-database` | `database-older-than-program` | `database-newer-than-program`
 */
export async function withDatabase<T>(
  config: Config,
  random: Random,
  { resting, anyVersion = false }: Wanted,
  work: (address: DatabaseAddress) => Promise<T>,
): Promise<T> {
  if (!resting) await requireCity(config);
  const inCity = async (address: DatabaseAddress) => {
    if (!resting) await requireTables(config, address, anyVersion);
    return work(address);
  };
  const running = resting ? null : await addressOf(config);
  if (running && config.databaseUrl === null && (await answers(running))) return inCity(running);
  if (config.databaseUrl !== null && !resting) return inCity({ url: config.databaseUrl });
  const lock = lockFolder(config.dataFolder);
  try {
    const database = await startDatabase(config, random);
    try {
      return await inCity(database.address);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/**
 * Whether a service has ever kept its data in this folder; a name that was typed wrong must make no second, empty city.
 * @throws Fault `city-not-here` {folder}
 */
export async function requireCity({
  dataFolder,
  databaseUrl,
}: Pick<Config, 'dataFolder' | 'databaseUrl'>): Promise<void> {
  const sign = databaseUrl === null ? join(dataFolder, 'postgres', 'cluster', 'PG_VERSION') : dataFolder;
  const absent = await stat(sign).then(
    () => false,
    // What may not be looked at is there, or a later step says what is wrong.
    (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(Object(error).code),
  );
  if (absent) throw new Fault<BackupCode>('city-not-here', { folder: dataFolder });
}

async function requireTables(config: Config, address: DatabaseAddress, anyVersion: boolean): Promise<void> {
  const stands = await schemaStands(address).catch((error: unknown) => {
    // A role that may not look at them says nothing of them, and its own work says what it may not read.
    if (isFault(error) && error.params.sqlstate === '42501') return 'same' as const;
    throw error;
  });
  if (stands === 'empty')
    throw config.databaseUrl === null
      ? new Fault<BackupCode>('city-not-here', { folder: config.dataFolder })
      : new Fault<BackupCode>('city-not-in-database');
  if (stands === 'newer') throw new Fault<StoreCode>('database-newer-than-program');
  if (stands === 'older' && !anyVersion) throw new Fault<BackupCode>('database-older-than-program');
}

/** Its file may be that of a service which was killed. */
async function answers(address: DatabaseAddress): Promise<boolean> {
  return readSettings(address).then(
    () => true,
    () => false,
  );
}
