import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { HttpCode } from '../../http/errors.ts';
import { createLimiter, type Limit } from '../../http/limits.ts';

/**
 * Presses of one network on one form: a library, a shelter or a telephone company may have many people behind one address. One
 * number for keeping, entering and saying yes: who was let keep places at a rush must not be kept from the yes that follows.
 */
export const BOOKING_LIMIT: Limit = { burst: 120, perMinute: 120 };
/**
 * Tries of everybody together. Far above that of applications: a code is looked up by one hash, and when many book at once as many
 * say yes in the same seconds.
 */
const ALL_LIMIT: Limit = { burst: 1_000, perMinute: 6_000 };

/** The bucket that all networks share. Call it before any work for a code. Fault `too-many-requests`. */
export function bookingThrottle({ clock, random }: Pick<Context, 'clock' | 'random'>): () => void {
  const limiter = createLimiter(clock, random);
  return () => {
    if (!limiter.take('bookings', 'everybody', ALL_LIMIT)) throw new Fault<HttpCode>('too-many-requests');
  };
}
