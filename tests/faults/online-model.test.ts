import fc from 'fast-check';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { keeperIn, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import {
  CERTIFIED,
  certify,
  check,
  confirm,
  crashSweep,
  endOne,
  hold,
  type Kind,
  live,
  type Model,
  newModel,
  type Real,
  readAll,
  release,
  SERIES,
  sealOne,
  sweep,
  tick,
} from './online-model.ts';

const START = '2026-01-05T12:00:00Z';

type Do = (model: Model, real: Real) => Promise<void> | void;
/** Every command is followed by every checker. */
function command(name: string, run: Do): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      await check(model, real);
    },
    toString: () => name,
  };
}
function pick<T>(from: readonly T[], at: number): T | undefined {
  return from.length === 0 ? undefined : from[at % from.length];
}

const kinds = fc.constantFrom(...(Object.keys(SERIES) as Kind[]));
const nth = fc.nat(20);
const COMMANDS = [
  fc
    .tuple(kinds, fc.integer({ min: 1, max: 50 }))
    .map(([kind, days]) => command(`seal ${kind} for ${days} days`, (m, r) => sealOne(m, r, kind, days))),
  nth.map((at) =>
    command(`end ${at}`, async (m, r) => {
      const one = pick(live(m), at);
      if (one) await endOne(m, r, one);
    }),
  ),
  fc
    .option(kinds)
    .map((kind) => command(`hold ${kind}`, (m, r) => hold(m, r, kind === null ? null : SERIES[kind]))),
  nth.map((at) =>
    command(`confirm ${at}`, async (m, r) => {
      const one = pick(m.holds, at);
      if (one) await confirm(m, r, one);
    }),
  ),
  nth.map((at) =>
    command(`release ${at}`, async (m, r) => {
      const one = pick(m.holds, at);
      if (one) await release(m, r, one);
    }),
  ),
  fc.constant(command('certify', certify)),
  fc
    .constantFrom(1, 24, 24 * 8, 24 * 33)
    .map((hours) => command(`${hours} hours pass`, (m, r) => tick(m, r, hours))),
  fc
    .integer({ min: 0, max: 12 })
    .map((steps) => command(`sweep, crashing after ${steps}`, (m, r) => crashSweep(m, r, steps))),
  fc.constant(command('sweep', sweep)),
  fc.constant(command('sweep', sweep)),
  fc.constant(command('read all', readAll)),
  fc.constant(
    command('restart the key process', async (_, { keeper }) => {
      await keeper.start();
    }),
  ),
];

/** Each run has a database and keys of its own, so there is no shrinking; a failure names its commands and its seed. */
const RUNS = { embedded: 14, 'debian-15': 5 } as const;

forEachServer('vault, holds and time', (test) => {
  for (let seed = 1; seed <= RUNS.embedded; seed++)
    test(`I2 I3 I4 I5 I8 I13 T4 T5 T6: sealed, ended, held, released, crashed, swept in whatever order (${seed})`, async ({
      store,
      server,
    }, t) => {
      if (seed > RUNS[server]) return t.skip('the other server runs the rest');
      const keeper = await keeperIn(t);
      const commands = fc.commands(COMMANDS, { maxCommands: 60, size: 'max' });
      const run = fc.asyncProperty(commands, async (given) => {
        const hall = await vaultHall(store, keeper, { time: START, certified: [CERTIFIED] });
        await fc.asyncModelRun(() => ({ model: newModel(START), real: { store, hall, keeper } }), given);
      });
      await fc.assert(run, { numRuns: 1, seed: seed * 7919, endOnFailure: true });
    });
});
