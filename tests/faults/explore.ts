import { setImmediate as turn } from 'node:timers/promises';

/** One of several parts that run against each other. It stops at each gate until the explorer lets it on. */
export type Gate = (name: string) => Promise<void>;
export type Actor = (gate: Gate) => Promise<void>;

class Ended extends Error {}
/** Thrown into an actor at a gate: what it has not made durable is lost. */
export const isCrash = (error: unknown): boolean => error instanceof Ended;

type Running = { at: string | null; on: ((crash: boolean) => void) | null; done: boolean; error: unknown };

/** `name`: goes on to its next gate. `name!`: dies at its gate. */
export type Move = string;
export type Trace = { moves: Move[]; gates: string[] };

/**
 * Runs the actors in every order of their steps, each order from the start, with every crash that `crashes` allows.
 * @param start makes a fresh world: its actors, whether somebody waits for a lock there, and the judgement at the end
 * @returns how many orders there were
 */
export async function exploreAll(
  start: () => Promise<{
    actors: Readonly<Record<string, Actor>>;
    waiting: () => Promise<boolean>;
    judge: (trace: Trace) => Promise<void>;
  }>,
  { crashes }: { crashes: (actor: string, gate: string) => boolean },
): Promise<number> {
  const todo: Move[][] = [[]];
  let orders = 0;
  for (let prefix = todo.pop(); prefix !== undefined; prefix = todo.pop()) {
    const world = await start();
    const { trace, branches } = await runOne(world, prefix, crashes);
    todo.push(...branches);
    orders += 1;
    try {
      await world.judge(trace);
    } catch (error) {
      throw new Error(`after ${trace.moves.join(' ')} (${trace.gates.join(' ')})`, { cause: error });
    }
  }
  return orders;
}

async function runOne(
  world: { actors: Readonly<Record<string, Actor>>; waiting: () => Promise<boolean> },
  prefix: readonly Move[],
  crashes: (actor: string, gate: string) => boolean,
): Promise<{ trace: Trace; branches: Move[][] }> {
  const running = new Map<string, Running>();
  for (const [name, actor] of Object.entries(world.actors)) {
    const state: Running = { at: null, on: null, done: false, error: null };
    running.set(name, state);
    const gate: Gate = (at) =>
      new Promise((done, fail) => {
        state.at = at;
        state.on = (crash) => (crash ? fail(new Ended()) : done());
      });
    void actor(gate)
      .catch((error: unknown) => {
        if (!isCrash(error)) state.error = error;
      })
      .finally(() => {
        state.done = true;
      });
  }
  const trace: Trace = { moves: [], gates: [] };
  const branches: Move[][] = [];
  for (;;) {
    await settled(running, world.waiting);
    for (const { error } of running.values()) if (error) throw error;
    const ready = [...running].filter(([, state]) => state.on !== null);
    if (ready.length === 0) return { trace, branches };
    const moves = ready.flatMap(([name, { at }]) =>
      at !== null && crashes(name, at) ? [name, `${name}!`] : [name],
    );
    const given = prefix[trace.moves.length];
    const move = given ?? moves[0] ?? '';
    if (given === undefined) for (const other of moves.slice(1)) branches.push([...trace.moves, other]);
    const state = running.get(move.replace('!', ''));
    const on = state?.on;
    if (!state || !on) throw new Error(`${move} cannot move after ${trace.moves.join(' ')}`);
    trace.moves.push(move);
    trace.gates.push(`${move}@${state.at}`);
    state.at = null;
    state.on = null;
    on(move.endsWith('!'));
  }
}

/** Until each actor is done, stands at a gate, or is seen waiting for a lock that another holds. */
async function settled(running: Map<string, Running>, waiting: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const moving = [...running.values()].filter((state) => !state.done && state.on === null);
    if (moving.length === 0) return;
    if (
      moving.length < running.size &&
      (await waiting()) &&
      moving.every((one) => one.on === null && !one.done)
    )
      return;
    await turn();
  }
}
