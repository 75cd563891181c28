import type { Keeper } from '@commonkey/keeper';
import { speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { withKeeper } from '../keys/city.ts';
import { vaultFault } from './codes.ts';
import { vaultWords } from './words.ts';

/**
 * `vault drill [--replica NAME] [--json]`: restores from a replica into a folder aside and proves that every living key
 * opens from it, and every hold is in it; without a name, from each. Exit code 1 where one does not, or where a replica has not heard of every
 * change. Faults: `vault-no-replica`, the keeper's `vault-replica-*`, `keeper-not-running`.
 */
export async function vaultDrill(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['replica'], switches: ['json'] });
  const named = flags.text('replica');
  const drills = await withKeeper(async (keeper) => {
    const names = named === undefined ? await replicasOf(keeper) : [named];
    if (names.length === 0) throw vaultFault('vault-no-replica');
    const done = [];
    for (const replica of names) done.push(await keeper.ask('vault-drill', { replica }));
    return done;
  });
  const say = speaker('en', vaultWords.en ?? {});
  if (flags.given('json')) io.out(JSON.stringify(drills, null, 2));
  else
    for (const { replica, keys, tables, holds, holdsAmiss, failed, behind } of drills) {
      io.out(
        say(failed.length === 0 ? 'vault.drill-proved' : 'vault.drill-failed', { replica, keys, tables }),
      );
      for (const epoch of failed) io.out(say('vault.drill-table', { epoch }));
      io.out(say(holdsAmiss === 0 ? 'vault.drill-holds' : 'vault.drill-holds-amiss', { holds, holdsAmiss }));
      if (behind > 0) io.out(say('vault.drill-behind', { replica, behind }));
    }
  const whole = drills.every((one) => one.failed.length + one.behind + one.holdsAmiss === 0);
  return whole ? 0 : 1;
}

async function replicasOf(keeper: Keeper): Promise<string[]> {
  const { providers } = await keeper.ask('vault-status', {});
  return providers.map(({ replica }) => replica).slice(1);
}
