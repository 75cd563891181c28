import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { debianBinaries } from '../../apps/server/store/postgres/binaries.ts';
import { startCluster } from '../../apps/server/store/postgres/cluster.ts';
import { EVERY, LEFT_TO_EVERY } from '../../apps/server/testing/every.ts';
import { deskDay } from './desk-day.ts';
import { GUESTS } from './people.ts';
import { freePorts } from './service.ts';

/** With the sample portraits before the camera where they are at hand, the drawn faces elsewhere. */
async function photographed() {
  const samples = process.env.COMMONKEY_SAMPLES;
  if (samples === undefined) return GUESTS;
  return Promise.all(
    GUESTS.map(async (guest, at) => ({
      ...guest,
      portrait: new Uint8Array(await readFile(join(samples, 'portraits', `portrait-${at + 1}.png`))),
    })),
  );
}

test('a day at the desk, records in a PostgreSQL 15 of the city’s own', { timeout: 420_000 }, async (t) => {
  if (!EVERY) return t.skip(LEFT_TO_EVERY);
  const root = await debianBinaries();
  if (root === null) return t.skip('PostgreSQL 15 of Debian is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-postgres15-'));
  await chmod(folder, 0o711);
  const [port = 0] = await freePorts(1);
  // Over TCP, as a city's own server is; throw-away data may be lost with the machine.
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    fsync: 'off',
    synchronous_commit: 'off',
  };
  const newPassword = () => randomBytes(16).toString('hex');
  const cluster = await startCluster({ dataFolder: folder, root, newPassword, settings });
  // Runs before the hall's own clean-up, which stops the service: a server asked to stop waits for nobody.
  t.after(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const records = {
    databaseUrl: `postgres://commonkey:${cluster.password}@127.0.0.1:${port}/postgres`,
    folder: async () => cluster.home,
    stop: cluster.stop,
  };
  await deskDay(t, records, await photographed());
});
