import { DEFAULT_LIMITS } from '@commonkey/keeper';
import { serveKeeper } from '../../apps/keeper/serve.ts';
import { realDisk } from '../../apps/keeper/vault/disk.ts';
import { type Stop, stoppingDisk } from '../../apps/keeper/vault/testing/stopping-disk.ts';

/** A key process that dies at one of its durable steps, counted from when it is ready. */
export type KeeperTask = { folder: string; issuer: string; dieAt: number; how: Stop };

const { folder, issuer, dieAt, how }: KeeperTask = JSON.parse(process.argv[2] ?? '{}');
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal has no handler: nothing below is reached.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const disk = stoppingDisk(realDisk, dieAt, how, die);
const settings = { folder, issuer, practice: true, limits: DEFAULT_LIMITS, clock: () => new Date(), disk };
await serveKeeper(settings);
process.on('SIGTERM', () => process.exit(disk.steps() & 0xff));
process.stdout.write('ready\n');
