import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HttpCode } from '../http/errors.ts';
import { createLimiter, type Limit } from '../http/limits.ts';

/** Tries of one network at a route that takes a code: given to `post`, which keeps no address (CC-04). */
export const CODE_LIMIT: Limit = { burst: 10, perMinute: 10 };
/** Tries of everybody together. At 70 bits it guards the machine's time, not the codes. */
const ALL_LIMIT: Limit = { burst: 120, perMinute: 600 };

/** The bucket that all networks share. Call it before any work for a code. Fault `too-many-requests`. */
export function codeThrottle({ clock, random }: Pick<Context, 'clock' | 'random'>): () => void {
  const limiter = createLimiter(clock, random);
  return () => {
    if (!limiter.take('codes', 'everybody', ALL_LIMIT)) throw new Fault<HttpCode>('too-many-requests');
  };
}
