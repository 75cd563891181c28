import type { Random } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { startDatabase } from '../database.ts';
import { addressOf } from '../doctor/database.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { lockFolder } from '../store/postgres/folder-lock.ts';
import { readSettings } from '../store/settings.ts';

/**
 * Runs `work` on the city's database: on the running one of a service that is up, or, where that rests, on the embedded one
 * started for as long as it takes.
 * @param resting wants the service to be stopped: fault `data-folder-in-use`
 */
export async function withDatabase<T>(
  config: Config,
  random: Random,
  { resting }: { resting: boolean },
  work: (address: DatabaseAddress) => Promise<T>,
): Promise<T> {
  const running = resting ? null : await addressOf(config);
  if (running && config.databaseUrl === null && (await answers(running))) return work(running);
  if (config.databaseUrl !== null && !resting) return work({ url: config.databaseUrl });
  const lock = lockFolder(config.dataFolder);
  try {
    const database = await startDatabase(config, random);
    try {
      return await work(database.address);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/** Its file may be that of a service which was killed. */
async function answers(address: DatabaseAddress): Promise<boolean> {
  return readSettings(address).then(
    () => true,
    () => false,
  );
}
