import fc from 'fast-check';
import { openDatabases } from '../../apps/server/testing/server.ts';
import { type City, openCity } from './records-city.ts';
import { COMMANDS } from './records-commands.ts';
import { apply, sweep } from './records-deeds.ts';
import { bundleKeeper } from './records-keeper.ts';
import { type Model, newModel } from './records-model.ts';

const START = Date.parse('2026-01-05T18:00:00Z');
const MOST_COMMANDS = 25;
/** Shrinking begins a city anew for each try. */
const SHRINK_MS = 150_000;

type Rooms = Parameters<typeof openCity>[0];

/** What cities need, one after another. */
export async function openRooms(): Promise<Rooms & { end(): Promise<void> }> {
  const databases = await openDatabases('embedded');
  if (!databases) throw new Error('the embedded PostgreSQL is not installed');
  const keepers = await bundleKeeper();
  return {
    databases,
    keepers,
    async end() {
      await keepers.end();
      await databases.end();
    },
  };
}

/** A city on its first day, its clock marked. */
export async function inCity(
  rooms: Rooms,
  work: (model: Model, city: City) => Promise<unknown>,
): Promise<void> {
  const city = await openCity(rooms, START);
  try {
    const model = newModel(city.program, START);
    await sweep(model, city);
    await work(model, city);
  } finally {
    await city.end();
  }
}

/**
 * So many lives of a city, drawn from a seed. The error of one that broke a promise names the seed, the path and the commands,
 * as few as could be found.
 */
export async function runModel(options: { runs: number; seed: number; path?: string }): Promise<void> {
  const rooms = await openRooms();
  const commands = fc.commands(COMMANDS, { maxCommands: MOST_COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, (given) =>
    inCity(rooms, async (model, real) => {
      // Somebody to decide about: most commands do nothing in an empty city.
      await apply(model, real, 'waiting', true);
      await fc.asyncModelRun(() => ({ model, real }), given);
    }),
  );
  try {
    await fc.assert(property, {
      numRuns: options.runs,
      seed: options.seed,
      ...(options.path === undefined ? {} : { path: options.path }),
      endOnFailure: false,
      interruptAfterTimeLimit: Math.max(SHRINK_MS, options.runs * 20_000),
      markInterruptAsFailure: true,
    });
  } finally {
    await rooms.end();
  }
}
