import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { type Dying, givenTask, Steps } from '../../apps/server/testing/dying.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { vaultHall } from '../../apps/server/vault/testing/hall.ts';

/** What the killed process is to do. */
export type ChildTask = Dying & {
  address: DatabaseAddress;
  keeper: { folder: string; socket: string };
  time: string;
  application: string;
  endsOn: string;
  work: 'life' | 'sweep';
  /** What the city seals holds under, hexadecimal. */
  sealKey: string;
};

const task = await givenTask<ChildTask>();
const steps = new Steps(task.dieAt);
steps.begin();
const open = openStore(task.address, undefined, new Uint8Array(Buffer.from(task.sealKey, 'hex')));
const store = steps.store(open);
const { parts } = await vaultHall(store, task.keeper, { time: task.time });
const vault = openVault({
  ...parts,
  keeper: { ask: steps.ask(parts.keeper.ask) },
  blobs: steps.blobs(parts.blobs),
});

const { application, endsOn } = task;
if (task.work === 'life') {
  const plain = Buffer.alloc(20_000, 'x');
  const share = new Uint8Array(32).fill(9);
  const papers = await vault.seal({ application, kind: 'papers', endsOn, plain, share });
  const card = await vault.seal({ application, kind: 'card', endsOn, plain: plain.subarray(0, 20), share });
  await store.write(async (tx) => {
    await vault.keep(tx, papers);
    await vault.keep(tx, card);
  });
  await store.write((tx) => vault.end(tx, { application }, 'withdrawn'));
  await vault.finish({ application });
} else {
  await vault.sweep();
}
await open.close();
process.stdout.write(`whole ${steps.count()}\n`);
process.exit(0);
