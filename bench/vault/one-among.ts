import { connectKeeper } from '@commonkey/keeper';
import { keeperIn } from '../../apps/server/vault/testing/hall.ts';
import type { Undo } from '../undo.ts';
import { type Series, timed } from '../verify/samples.ts';
import { cellarFor } from './cellar.ts';

const WARM = 3;

/**
 * Destroys single keys among `keys` that live, each until both replicas have forgotten it.
 *
 * @param volume slots of a table: what one destruction writes anew
 */
export async function oneAmong(bench: Undo, keys: number, volume: number, runs: number): Promise<Series> {
  const running = await keeperIn(bench, { volume, replicas: [await cellarFor(bench)] });
  const keeper = connectKeeper(running.socket, 60_000);
  bench.after(async () => keeper.close());
  const month = '2026-12';
  const lease = async (count: number) =>
    (await keeper.ask('vault-lease', { series: 'online-papers', lock: 'papers', month, count })).slots;
  const slots = await lease(Math.min(256, runs + WARM));
  // A table holds all its keys from the start: only those of further tables must be asked for.
  for (let live = volume; live < keys; live += volume)
    for (let leased = 0; leased < volume; leased += 256) await lease(Math.min(256, volume - leased));
  return timed(slots, WARM, async ({ epoch, slot }) => {
    const { acknowledged, replicas } = await keeper.ask('vault-shred', { items: [{ epoch, slot }] });
    if (acknowledged.length !== replicas.length)
      throw new Error('a replica of the bench did not acknowledge');
  });
}
