import { realDisk } from '../disk.ts';
import { vaultParts } from '../parts.ts';
import { openVault } from '../vault.ts';
import { NOW, SLOTS } from './fresh.ts';
import { type Stop, stoppingDisk } from './stopping-disk.ts';

/** A process that shreds and is killed by the system at its nth durable step: FOLDER N HOW ITEMS REPLICA. */
const [folder = '', n = '', how = '', items = '', replica = ''] = process.argv.slice(2);

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal has no handler: nothing below is reached.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const disk = stoppingDisk(realDisk, Number(n), how === 'half' ? 'half' : ('before' satisfies Stop), die);
const settings = { volume: SLOTS, replicas: [JSON.parse(replica)] };
const vault = openVault({ ...vaultParts(folder, settings, () => NOW, disk), steady: () => NOW.getTime() });
await vault['vault-shred']({ items: JSON.parse(items) });
