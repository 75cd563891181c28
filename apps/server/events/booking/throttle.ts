import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { HttpCode } from '../../http/errors.ts';
import { createLimiter, type Limit } from '../../http/limits.ts';

/** Tries of one network: a library or a shelter may have many people behind one address. */
export const BOOKING_LIMIT: Limit = { burst: 60, perMinute: 60 };
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
