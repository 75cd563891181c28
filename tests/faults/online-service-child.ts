import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import type { OriginName } from '../../apps/server/config/config.ts';
import type { NoticeSettings } from '../../apps/server/config/notices.ts';
import { loadProgram } from '../../apps/server/config/program.ts';
import type { Context } from '../../apps/server/context.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { withSecondLooks } from '../../apps/server/review/testing/hall.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { openStore, type Store } from '../../apps/server/store/store.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { openBlobs } from '../../apps/server/vault/blobs/open.ts';
import { openVault } from '../../apps/server/vault/open.ts';

/** One request to a city hall that dies at one of its durable steps; 0 never. */
export type ServiceTask = {
  address: DatabaseAddress;
  env: Record<string, string>;
  programFolder: string;
  notices: NoticeSettings;
  time: string;
  secrets: { csrf: string; codes: string };
  origin: OriginName;
  originUrl: string;
  url: string;
  cookies: Record<string, string>;
  contentType: string;
  payload: string;
  dieAt: number;
};

let steps = 0;
let dieAt = 0;
function step(): void {
  if (dieAt < 0) return;
  steps += 1;
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
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

/** A store whose every transaction counts: begun, all said, committed. */
const countedStore = (store: Store): Store => ({
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
});

async function contextOf(task: ServiceTask): Promise<Context> {
  const store = countedStore(openStore(task.address, { read: 2, write: 2 }));
  const { program: served, files } = await loadProgram(task.programFolder);
  // No chance in what a decision comes to: each step is the same each time.
  const program = withSecondLooks(0)(served);
  const made = testContext(store, {
    env: task.env,
    program,
    files,
    notices: task.notices,
    time: new Date(task.time),
  });
  const keeper = keeperOf(made);
  const { ask } = keeper;
  const counted: typeof keeper.ask = (question, input) => around(() => ask(question, input));
  Object.assign(keeper, { ask: counted });
  const blobs = openBlobs(made.config.blobs);
  const vault = openVault({
    ...made,
    keeper,
    program,
    blobs: {
      ...blobs,
      put: (name, bytes) => around(() => blobs.put(name, bytes)),
      remove: (name) => around(() => blobs.remove(name)),
    },
  });
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
  const secrets = { csrf: bytes(task.secrets.csrf), codes: bytes(task.secrets.codes) };
  return { ...made, vault, secrets };
}

/** As a browser sends it. The answer is on its way when the last step is counted. */
async function answer(task: ServiceTask): Promise<number> {
  dieAt = -1;
  const context = await contextOf(task);
  const origins = await cityHall(context);
  dieAt = task.dieAt;
  const response = await origins[task.origin].inject({
    method: 'POST',
    url: task.url,
    cookies: task.cookies,
    headers: {
      accept: 'text/html',
      origin: task.originUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': task.contentType,
    },
    payload: task.payload,
  });
  step();
  return response.statusCode;
}

// Loaded ahead of its task, so that nobody waits for that.
for await (const line of createInterface({ input: process.stdin })) {
  const status = await answer(JSON.parse(line));
  process.stdout.write(`whole ${steps} ${status}\n`);
  process.exit(0);
}
