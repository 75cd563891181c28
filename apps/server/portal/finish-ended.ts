import { isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Which } from '../vault/vault.ts';
import { requireKeys, whileKeysAnswer } from './keys-answer.ts';

/**
 * It is written that they end, whether or not their keys die this minute. What stays is tried again every few seconds: nobody's
 * keys wait for the destroyer's next round.
 * @param then what is left to do once a later try has ended them
 */
export async function finishEnded(
  context: Context,
  ended: Which,
  then: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    const { pending } = await whileKeysAnswer(context, context.vault.finish(ended));
    if (pending === 0) return;
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', origin: 'public', code: error.code });
  }
  trySoon(context, { ended, then, triesLeft: TRIES });
}

const EVERY_MS = 5000;
/** The destroyer comes every ten minutes. */
const TRIES = 600_000 / EVERY_MS;

type Unfinished = { ended: Which; then: () => Promise<void>; triesLeft: number };

function trySoon(context: Context, one: Unfinished): void {
  // Does not keep a service that stops: what is written as ended is the destroyer's after the next start.
  setTimeout(() => void again(context, one), EVERY_MS).unref();
}

async function again(context: Context, { triesLeft, ...one }: Unfinished): Promise<void> {
  try {
    // First, so that keys that still hang hold up no transaction.
    await requireKeys(context);
    const { pending } = await context.vault.finish(one.ended);
    if (pending === 0) return await one.then();
  } catch (error) {
    if (!isFault(error)) return context.log({ event: 'fault', origin: 'public', code: 'unexpected' });
  }
  if (triesLeft > 1) trySoon(context, { ...one, triesLeft: triesLeft - 1 });
}
