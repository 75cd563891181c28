import type { Random } from './clock.ts';
import type { Config } from './config/config.ts';
import type { DatabaseAddress } from './store/connect.ts';
import { embeddedBinaries } from './store/postgres/binaries.ts';
import { startCluster } from './store/postgres/cluster.ts';

export type RunningDatabase = { address: DatabaseAddress; stop(): Promise<void> };

/** The city's own server where `DATABASE_URL` names one, else the embedded one in the data folder. */
export async function startDatabase(config: Config, random: Random): Promise<RunningDatabase> {
  if (config.databaseUrl !== null) return { address: { url: config.databaseUrl }, async stop() {} };
  const cluster = await startCluster({
    dataFolder: config.dataFolder,
    root: await embeddedBinaries(),
    newPassword: () => Buffer.from(random(24)).toString('base64url'),
  });
  const { host, port, user, password } = cluster;
  return { address: { host, port, user, password, database: 'postgres' }, stop: cluster.stop };
}
