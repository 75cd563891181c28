import { writeSync } from 'node:fs';
import type { DatabaseAddress } from '../../store/connect.ts';
import { openStore } from '../../store/store.ts';
import { type Dying, givenTask, Steps } from '../../testing/dying.ts';
import { openVault } from '../../vault/open.ts';
import { vaultHall } from '../../vault/testing/hall.ts';
import { askRelease, placeHold } from '../holding.ts';
import { liftHold, upholdHold } from '../lifting.ts';
import { EVERYTHING } from '../scope.ts';
import { over } from './scope.ts';

/** A hold's whole life in a process that dies at one of its durable steps; 0 never. It prints what was acknowledged. */
export type HoldChildTask = Dying & {
  address: DatabaseAddress;
  keeper: { folder: string; socket: string };
  officers: readonly [string, string];
  /** What the city seals holds under, hexadecimal. */
  sealKey: string;
};

const task = await givenTask<HoldChildTask>();
const steps = new Steps(task.dieAt);
steps.begin();
const say = (line: string): void => void writeSync(1, `${line}\n`);

const open = openStore(task.address, undefined, new Uint8Array(Buffer.from(task.sealKey, 'hex')));
const store = steps.store(open);
const { parts } = await vaultHall(store, task.keeper);
const { inFlight } = openVault({ ...parts, keeper: { ask: steps.ask(parts.keeper.ask) } });
const placing = { ...parts, inFlight };

const [first, second] = task.officers;
const { id } = await placeHold(store, EVERYTHING, first, placing);
say(`placed ${id}`);
await upholdHold(store, id, first, { ...placing, narrowTo: over('portal-papers') });
say('upheld');
await store.write((tx) => askRelease(tx, id, first));
say('lifting');
await liftHold(store, id, second, placing);
say('lifted');
await open.close();
say(`whole ${steps.count()}`);
process.exit(0);
