import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import { type Lately, lately } from './switch/lately.ts';

/** So long at most a resident waits for keys that hang, in milliseconds: then the page says that nothing is lost. */
const PATIENCE_MS = 2000;
/** A work that takes no longer asks nobody whether the keys answer. */
const SOON = 1 / 4;

export const patienceOf = ({ keysPatienceMs = PATIENCE_MS }: Context): number => keysPatienceMs;

const asked = new WeakMap<Context, Lately>();

/** Whatever the key process says is an answer; a page of its own tells what. */
function keysOf(context: Context): Lately {
  const held = asked.get(context) ?? lately(() => answers(context));
  asked.set(context, held);
  return held;
}

async function answers(context: Context): Promise<boolean> {
  try {
    await keeperOf(context).ask('vault-status', {});
    return true;
  } catch (error) {
    if (isFault(error)) return error.code !== 'keeper-silent';
    throw error;
  }
}

/** Before anything is sealed, so that what hangs has changed nothing. Fault `keeper-silent`. */
export async function requireKeys(context: Context): Promise<void> {
  if (!(await keysOf(context).now(patienceOf(context)))) throw new Fault('keeper-silent');
}

/**
 * What the keys are needed for and may be slow, such as a store of pictures far away, is waited for as long as the key process
 * answers at all. Fault `keeper-silent` where it does not: the work goes on by itself then, so that it must be one that nobody
 * is told the outcome of.
 */
export async function whileKeysAnswer<T>(context: Context, work: Promise<T>): Promise<T> {
  const patience = patienceOf(context);
  for (;;) {
    if (await settlesSoon(work, patience * SOON)) return work;
    if (!(await keysOf(context).now(patience * (1 - SOON)))) throw new Fault('keeper-silent');
  }
}

/** What only a page's words hang on is not waited for longer than a resident waits for keys that hang. */
export async function soonOr<T>(context: Context, work: Promise<T>, otherwise: T): Promise<T> {
  return (await settlesSoon(work, patienceOf(context))) ? work : otherwise;
}

async function settlesSoon(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => {
    timer = setTimeout(done, ms, false);
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
