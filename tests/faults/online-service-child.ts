import type { OriginName } from '../../apps/server/config/config.ts';
import type { NoticeSettings } from '../../apps/server/config/notices.ts';
import { loadProgram } from '../../apps/server/config/program.ts';
import type { Context } from '../../apps/server/context.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { withSecondLooks } from '../../apps/server/review/testing/hall.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { type Dying, givenTask, Steps } from '../../apps/server/testing/dying.ts';
import { openBlobs } from '../../apps/server/vault/blobs/open.ts';
import { openVault } from '../../apps/server/vault/open.ts';

/** One request to a city hall that dies at one of its durable steps; 0 never. */
export type ServiceTask = Dying & {
  address: DatabaseAddress;
  env: Record<string, string>;
  programFolder: string;
  notices: NoticeSettings;
  time: string;
  secrets: { csrf: string; codes: string; holds: string };
  origin: OriginName;
  originUrl: string;
  url: string;
  cookies: Record<string, string>;
  contentType: string;
  payload: string;
};

async function contextOf(task: ServiceTask, steps: Steps): Promise<Context> {
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
  const { csrf, codes, holds } = task.secrets;
  const secrets = { csrf: bytes(csrf), codes: bytes(codes), holds: bytes(holds) };
  const store = steps.store(openStore(task.address, { read: 2, write: 2 }, secrets.holds));
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
  Object.assign(keeper, { ask: steps.ask(keeper.ask) });
  const blobs = steps.blobs(openBlobs(made.config.blobs));
  const vault = openVault({ ...made, keeper, program, blobs });
  return { ...made, vault, secrets };
}

// Loaded ahead of its task, so that nobody waits for that.
const task = await givenTask<ServiceTask>();
const steps = new Steps(task.dieAt);
const origins = await cityHall(await contextOf(task, steps));
steps.begin();
// As a browser sends it. The answer is on its way when the last step is counted.
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
steps.step();
process.stdout.write(`whole ${steps.count()} ${response.statusCode}\n`);
process.exit(0);
