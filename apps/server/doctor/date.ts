import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { type Doubt, differingClock, newestHour, toldDoubt } from '../holds/clock-doubt.ts';
import { machineBoot } from '../holds/machine-boot.ts';
import { clockMark, openSteadyClock } from '../holds/steady-clock.ts';
import { connectKeeper } from '../keeper/client.ts';
import { openStore } from '../store/store.ts';
import { machineElapsed } from '../vault/open.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/** What the running service says of its clock; else what the database shows; else as a start would judge it now. */
export async function dateFinding(config: Config, clock: Clock): Promise<Finding> {
  const now = clock.now().toISOString().slice(0, 10);
  const { passed, differs } = await otherClocks(config, clock);
  const doubt = ((await isRunning(config)) ? await toldDoubt(config.dataFolder) : null) ?? differs;
  if (doubt !== null) return { level: 'fail', code: `date-doubted-${doubt}`, params: { now } };
  return atNextStart(config, clock, passed);
}

async function atNextStart(
  { dataFolder, today }: Config,
  clock: Clock,
  passed: Date | null,
): Promise<Finding> {
  const path = clockMark(dataFolder);
  const kept = await readFile(path, 'utf8').catch(() => null);
  const last = kept?.slice(0, 10) ?? passed?.toISOString().slice(0, 10);
  if (last === undefined) return { level: 'ok', code: 'date-first' };
  const parts = { clock, elapsed: machineElapsed, boot: machineBoot(), path, said: today, passed };
  const steady = openSteadyClock(parts);
  const params = { last, now: clock.now().toISOString().slice(0, 10) };
  if (!steady.trusted()) return { level: 'fail', code: 'date-in-doubt', params };
  const since = steady.waits();
  return since === null
    ? { level: 'ok', code: 'date-borne-out', params }
    : {
        level: 'warn',
        code: 'date-waits',
        params: { since: `${since.toISOString().slice(0, 16)}Z`, now: params.now },
      };
}

/** The key process lives as long as the service: what one that was killed left behind is nobody's word. */
async function isRunning({ keeperSocket }: Config): Promise<boolean> {
  const keeper = connectKeeper(keeperSocket);
  return keeper
    .ask('last-checkpoint', {})
    .then(
      () => true,
      () => false,
    )
    .finally(keeper.close);
}

type Others = { passed: Date | null; differs: Doubt | null };

/** Needs a database that is up; its own finding says where it is not. */
async function otherClocks(config: Config, clock: Clock): Promise<Others> {
  const unknown: Others = { passed: null, differs: null };
  const address = await addressOf(config);
  if (address === null) return unknown;
  const store = openStore(address, { read: 1, write: 1 });
  try {
    return { passed: await newestHour(store.read), differs: await differingClock(store.read, clock) };
  } catch {
    return unknown;
  } finally {
    await store.close();
  }
}
