import type { FastifyInstance } from 'fastify';
import { keysAreLost } from './backup/declared.ts';
import { replay } from './backup/replay.ts';
import { noteServed } from './backup/served.ts';
import { type Config, ORIGINS, type OriginName } from './config/config.ts';
import { readNotices } from './config/notices.ts';
import { loadProgram } from './config/program.ts';
import { loadSecrets } from './config/secrets.ts';
import { readWitnesses } from './config/witnesses.ts';
import type { Clock, Context, Random } from './context.ts';
import { startDatabase } from './database.ts';
import { newestHour, watchDoubt } from './holds/clock-doubt.ts';
import { openHolds } from './holds/holds.ts';
import { machineBoot } from './holds/machine-boot.ts';
import { keeperMirror } from './holds/mirror.ts';
import { clockMark, openSteadyClock } from './holds/steady-clock.ts';
import {
  keepBeside,
  requireSameTime,
  scheduleHousekeeping,
  settleAfterRestore,
  sweepRecords,
  tellTheDay,
} from './housekeeping.ts';
import { addAppFiles } from './http/app-files.ts';
import type { HeaderNeeds } from './http/headers.ts';
import type { Log } from './http/log.ts';
import { buildOrigin, wordsAndStatuses } from './http/origin.ts';
import { keeperOf } from './keeper/client.ts';
import { claimDatabase, logKey } from './ledger/service.ts';
import { listen, requirePorts, settlePorts } from './listen.ts';
import { OFFICES } from './offices.ts';
import { requireRegistered } from './sharing/service.ts';
import { firstAdministrator } from './staff/service.ts';
import { openJobs } from './store/jobs.ts';
import { migrate } from './store/migrate.ts';
import { lockFolder } from './store/postgres/folder-lock.ts';
import { openStore } from './store/store.ts';
import { openBlobs } from './vault/blobs/open.ts';
import { machineElapsed, openVault } from './vault/open.ts';
import { waited } from './vault/waited.ts';

export type ServiceParts = {
  config: Config;
  /** The machine's, as it is set: no office gets it. */
  clock: Clock;
  random: Random;
  log: Log;
  /** Starts the key process; it answers on `config.keeperSocket`. */
  startKeeper: (config: Config) => Promise<{ ended: Promise<void>; stop(): Promise<void> }>;
  /** Folders of the built offline apps. */
  apps: Readonly<Record<'desk' | 'verify', string>>;
  /** Told after every answer and every pass of messages: what went through memory for it is no longer needed. */
  stirred?: () => void;
};

export type Service = {
  /** As configured, with the ports that 0 stood for. */
  config: Config;
  context: Context;
  /** One-time link that makes the first administrator's passkey; null once anybody has one. */
  administratorLink: string | null;
  /** Resolves when a part ended by itself and the service is no use any more. */
  failed: Promise<'keeper-ended'>;
  stop(): Promise<void>;
};

const NEEDS: Readonly<Record<OriginName, HeaderNeeds>> = {
  public: {},
  staff: { passkeys: true },
  desk: { passkeys: true, camera: true, wasm: true, blobs: true },
  verify: { camera: true, wasm: true, blobs: true },
};

/**
 * Starts city hall: the folder's lock, secrets, rules, database, keys, the four origins, and what runs by the clock. What
 * was started is stopped again when a later part fails.
 *
 * @throws Fault of any part: `data-folder-in-use`, `program-refused`, `database-not-starting`, `port-in-use` …
 */
export async function startService(parts: ServiceParts): Promise<Service> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start(parts, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { config: asked, clock, random, log, startKeeper, apps, stirred = () => {} }: ServiceParts,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Service> {
  const config = await settlePorts(asked);
  const lock = lockFolder(config.dataFolder);
  stops.push(async () => lock.release());
  const program = await loadProgram(config.programFolder, config);
  const notices = readNotices(config.noticesFile);
  const witnesses = readWitnesses(config.witnessesFile);
  requireRegistered({ program: program.program, config, notices, witnesses });
  await requirePorts(config);
  const secrets = loadSecrets(config.dataFolder);
  const database = await startDatabase(config, random);
  stops.push(database.stop);
  await migrate(database.address);
  const store = openStore(database.address, undefined, secrets.holds);
  stops.push(store.close);
  const jobs = await openJobs(database.address, log);
  stops.push(jobs.stop);
  const keeper = await startKeeper(config);
  stops.push(keeper.stop);
  await claimDatabase({ config, store }, { keysLost: await keysAreLost(config.dataFolder) });
  // Its keys have taken the settings for this city's.
  await noteServed(config, program, await logKey({ config }));
  const steady = openSteadyClock({
    clock,
    elapsed: machineElapsed,
    boot: machineBoot(),
    path: clockMark(config.dataFolder),
    said: config.today,
    passed: await newestHour(store.read),
  });
  // In doubt nothing new is taken: whoever runs it reads here why.
  const doubt = watchDoubt({ steady, dataFolder: config.dataFolder, log });
  await doubt.look();
  await requireSameTime({ store, config }, steady).catch(waited(log));
  if (steady.waits()) log({ event: 'fault', code: 'clock-waits-for-word' });
  await steady.begin();
  const holds = openHolds(program.program, steady, random, keeperMirror(keeperOf({ config }), steady));
  const vault = openVault({
    store,
    holds,
    keeper: keeperOf({ config }),
    blobs: openBlobs(config.blobs),
    program: program.program,
    clock: steady,
    random,
    log,
  });
  await tellTheDay({ config, log }, clock);
  await settleAfterRestore({ vault, store, config, log });
  const context: Context = {
    config,
    secrets,
    program,
    notices,
    witnesses,
    store,
    holds,
    vault,
    jobs,
    log,
    clock: steady,
    random,
  };
  if (await replay(context)) await sweepRecords(context, steady).catch(waited(log));
  // What a life before this one was cut off in, and at the end what this one did since it last wrote.
  else await keepBeside(context);
  stops.push(() => keepBeside(context));
  for (const name of ORIGINS) {
    const origin = await openOrigin(context, name, apps);
    stops.push(() => origin.close());
    origin.server.on('request', (_request, response) => void response.once('close', stirred));
    await listen(origin, config, name);
  }
  await scheduleHousekeeping(context, steady, apps, stirred);
  const unsaid = () => log({ event: 'fault', code: 'clock-not-kept' });
  const looking = setInterval(() => void doubt.look().catch(unsaid), LOOK_MS).unref();
  stops.push(async () => {
    clearInterval(looking);
    // The next start knows then up to when this one counted.
    await steady.mark().catch(unsaid);
    await doubt.stop().catch(unsaid);
  });
  const token = await firstAdministrator(context);
  log({ event: 'started' });
  return {
    config,
    context,
    administratorLink: token === null ? null : `${config.origins.staff.origin}/join#${token}`,
    failed: keeper.ended.then(() => 'keeper-ended'),
    stop,
  };
}

/** How often the machine's clock is looked at. */
const LOOK_MS = 5_000;

async function openOrigin(
  context: Context,
  name: OriginName,
  apps: ServiceParts['apps'],
): Promise<FastifyInstance> {
  const offices = OFFICES.map((routes) => routes(context));
  const origin = await buildOrigin(context, {
    name,
    needs: NEEDS[name],
    ...wordsAndStatuses(offices, name),
  });
  for (const office of offices) await office[name]?.(origin);
  if (name === 'desk' || name === 'verify') await addAppFiles(origin, apps[name]);
  return origin;
}
