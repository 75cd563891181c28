import { randomBytes } from 'node:crypto';
import { type Adversary, type Demand, outcomes } from '@commonkey/exposure';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import { configure, processEnv } from '@commonkey/server';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { sealKeyIn } from '@commonkey/server/config/secrets.ts';
import { machineBoot } from '@commonkey/server/holds/machine-boot.ts';
import { clockMark, openSteadyClock } from '@commonkey/server/holds/steady-clock.ts';
import { connectKeeper } from '@commonkey/server/keeper/client.ts';
import { examine } from '@commonkey/server/legal/exposure/examine.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { machineElapsed } from '@commonkey/server/vault/open.ts';
import { Fault, type Speak } from '@commonkey/words';
import { type ExposureCommandCode, readVolumes } from './files.ts';
import type { Found } from './found.ts';
import { readLevers } from './levers.ts';

/**
 * What a demand would get of this city as it stands, or of what of it will still be there on a later day. What if: of the people
 * whom the city has said it expects.
 *
 * @throws Fault `exposure-day-past`: what is gone is not counted any more; `exposure-what-if-running`: it has not said whom
 */
export async function running(
  demand: Demand,
  as: Adversary,
  later: PlainDate | undefined,
  { levers, say }: { levers: readonly string[]; say: Speak },
): Promise<Found> {
  const config = configure(processEnv(), process.cwd());
  if (levers.length > 0 && config.volumesFile === null)
    throw new Fault<ExposureCommandCode>('exposure-what-if-running');
  const volumes = levers.length > 0 && config.volumesFile ? readVolumes(config.volumesFile, say) : null;
  const program = await loadProgram(config.programFolder, config);
  const rules = program.program;
  const today = plainDateIn(rules.city.timeZone, new Date());
  const at = later ?? today;
  if (at < today) throw new Fault<ExposureCommandCode>('exposure-day-past', { day: at, today });
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const clock = openSteadyClock({
    clock: { now: () => new Date() },
    elapsed: machineElapsed,
    boot: machineBoot(),
    path: clockMark(config.dataFolder),
    said: config.today,
  });
  return withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 2, write: 3 }, sealKeyIn(config.dataFolder));
    const keeper = connectKeeper(config.keeperSocket);
    try {
      const examined = await examine({ store, program, clock, config, keeper }, demand, as, at);
      const items = examined.items.map(({ found }) => found);
      return {
        rules,
        at,
        source: 'database',
        answers: [{ scenario: 'observed', items }],
        examined,
        machines: config,
        ...(volumes ? { whatIf: outcomes(demand, readLevers(levers, rules, volumes), as, at) } : {}),
      };
    } finally {
      keeper.close();
      await store.close();
    }
  });
}
