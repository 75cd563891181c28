import { writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { DatabaseAddress } from '../../store/connect.ts';
import { openStore, type Store } from '../../store/store.ts';
import { openVault } from '../../vault/open.ts';
import type { VaultParts } from '../../vault/parts.ts';
import { vaultHall } from '../../vault/testing/hall.ts';
import { askRelease, placeHold } from '../holding.ts';
import { liftHold, upholdHold } from '../lifting.ts';
import { over } from './scope.ts';

/** A hold's whole life in a process that dies at one of its durable steps; 0 never. It prints what was acknowledged. */
export type HoldChildTask = {
  address: DatabaseAddress;
  keeper: { folder: string; socket: string };
  officers: readonly [string, string];
  dieAt: number;
};

const task: HoldChildTask = JSON.parse(process.argv[2] ?? '{}');
let steps = 0;
function step(): void {
  steps += 1;
  if (steps === task.dieAt) process.kill(process.pid, 'SIGKILL');
}
const say = (line: string): void => void writeSync(1, `${line}\n`);

const open = openStore(task.address);
const store: Store = {
  ...open,
  write: async (work) => {
    const done = await open.write(async (tx) => {
      step();
      const result = await work(tx);
      step();
      return result;
    });
    step();
    return done;
  },
};
const { parts } = await vaultHall(store, task.keeper);
const ask: VaultParts['keeper']['ask'] = async (question, input) => {
  step();
  const asking = parts.keeper.ask(question, input);
  await turn();
  step();
  const answer = await asking;
  step();
  return answer;
};
const { inFlight } = openVault({ ...parts, keeper: { ask } });
const placing = { ...parts, inFlight };

const [first, second] = task.officers;
const { id } = await placeHold(store, over('portal-papers'), first, placing);
say(`placed ${id}`);
await upholdHold(store, id, first, placing);
say('upheld');
await store.write((tx) => askRelease(tx, id, first));
say('lifting');
await liftHold(store, id, second, placing);
say('lifted');
await open.close();
say(`whole ${steps}`);
process.exit(0);
