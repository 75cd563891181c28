import type { Held } from '../trust/held.ts';
import { tolerance } from '../trust/tolerance.ts';

/**
 * Whether this device's clock is known to be wrong: it was far from the city's when the lists came, or it now shows a
 * time before that moment. A clock that jumped ahead while offline cannot be told from time passing: the lists turn stale.
 */
export function clockWrong(held: Pick<Held, 'refreshedAt' | 'skew'>, now: Date): boolean {
  if (held.skew !== null && Math.abs(held.skew) > tolerance) return true;
  return now.getTime() < held.refreshedAt - tolerance;
}
