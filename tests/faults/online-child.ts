import { setImmediate as turn } from 'node:timers/promises';
import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import type { VaultParts } from '../../apps/server/vault/parts.ts';
import { vaultHall } from '../../apps/server/vault/testing/hall.ts';

/** What the killed process is to do, and at which of its durable steps it dies; 0 never. */
export type ChildTask = {
  address: DatabaseAddress;
  keeper: { folder: string; socket: string };
  time: string;
  application: string;
  endsOn: string;
  work: 'life' | 'sweep';
  dieAt: number;
};

const task: ChildTask = JSON.parse(process.argv[2] ?? '{}');
let steps = 0;
function step(): void {
  steps += 1;
  if (steps === task.dieAt) process.kill(process.pid, 'SIGKILL');
}
/** Before it, sent and not heard of, after it. */
async function around<T>(work: () => Promise<T>): Promise<T> {
  step();
  const running = work();
  await turn();
  step();
  const done = await running;
  step();
  return done;
}

const store = openStore(task.address);
const counted: VaultParts['store'] = {
  ...store,
  write: async (work) => {
    const done = await store.write(async (tx) => {
      step();
      const result = await work(tx);
      step();
      return result;
    });
    step();
    return done;
  },
};
const { parts } = await vaultHall(counted, task.keeper, { time: task.time });
const { keeper, blobs } = parts;
const vault = openVault({
  ...parts,
  keeper: { ask: (question, input) => around(() => keeper.ask(question, input)) },
  blobs: {
    ...blobs,
    put: (name, bytes) => around(() => blobs.put(name, bytes)),
    remove: (name) => around(() => blobs.remove(name)),
  },
});

const { application, endsOn } = task;
if (task.work === 'life') {
  const plain = Buffer.alloc(20_000, 'x');
  const share = new Uint8Array(32).fill(9);
  const papers = await vault.seal({ application, kind: 'papers', endsOn, plain, share });
  const card = await vault.seal({ application, kind: 'card', endsOn, plain: plain.subarray(0, 20), share });
  await counted.write(async (tx) => {
    await vault.keep(tx, papers);
    await vault.keep(tx, card);
  });
  await counted.write((tx) => vault.end(tx, { application }, 'withdrawn'));
  await vault.finish({ application });
} else {
  await vault.sweep();
}
await store.close();
process.stdout.write(`whole ${steps}\n`);
process.exit(0);
