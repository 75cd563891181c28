import { isFault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Clock, Context } from '../context.ts';
import { keeperOf } from './client.ts';
import { type KeyState, keyState } from './key-state.ts';

/** How the keys stand now; null where the key process does not answer. */
export async function askKeyState(
  context: Pick<Context, 'config'> & { clock: Clock },
): Promise<KeyState | null> {
  try {
    const keys = await keeperOf(context).ask('public-keys', {});
    return keyState(keys, context.clock.now().toISOString().slice(0, 10));
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

/** One sentence for staff when something about the keys has to be done; nothing while nothing has. */
export function KeyNotice({ request, state }: { request: FastifyRequest; state: KeyState | null }) {
  if (state?.code === 'practice' || state?.code === 'ready') return null;
  return (
    <p class="notice" role="note" data-keys={state?.code ?? 'silent'}>
      {state ? request.say(`keys.${state.code}`, state) : request.say('keys.silent')}
    </p>
  );
}
