import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Adversary,
  type Counted,
  compared,
  counted,
  type Demand,
  everyLever,
  type Outcome,
} from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { readVolumes } from '../../public/service.ts';

/**
 * Everything that could be otherwise in this city's rules, of the people whom it expects; null where it has not said whom.
 * One after the other: whoever else asks the service something meanwhile is answered in between.
 *
 * @throws Fault `config-volumes-wrong` and of `ForecastCode`
 */
export async function whatIfOf(
  { config, program }: Pick<Context, 'config' | 'program'>,
  demand: Demand,
  as: Adversary,
  at: PlainDate,
): Promise<Outcome[] | null> {
  const volumes = readVolumes(config.volumesFile);
  if (volumes === null) return null;
  const found: Counted[] = [];
  for (const lever of everyLever(program.program, volumes)) {
    found.push(counted(demand, lever, as, at));
    await nextTurn();
  }
  return compared(found);
}
