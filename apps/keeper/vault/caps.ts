import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { hourOf, type Journal } from './journal.ts';
import { type CapKind, capOf, type Purpose } from './policy.ts';
import type { VaultCaps } from './settings.ts';

export type Caps = {
  /** Counts and, for staff, desks and notices, journals. Fault `vault-capped`; nothing was counted then. */
  spend(purpose: Purpose, approvals: readonly string[], count: number, now: Date): Promise<void>;
};

const nothing = (): Record<CapKind, number> => ({ staff: 0, desk: 0, notice: 0, event: 0, resident: 0 });

/** Hourly caps. Those of staff, desks and notices are counted from the journal, so that a restart forgives nothing. */
export function hourlyCaps(caps: VaultCaps, journal: Journal): Caps {
  let hour = '';
  let spent = nothing();

  const turnTo = async (now: string): Promise<void> => {
    // A clock that goes back opens no second hour.
    if (now <= hour) return;
    spent = nothing();
    for (const line of await journal.read(now))
      if (line.hour === now) spent[capOf(line.purpose)] += line.count;
    hour = now;
  };

  return {
    async spend(purpose, approvals, count, now) {
      await turnTo(hourOf(now));
      const kind = capOf(purpose);
      if (spent[kind] + count > caps[kind]) throw new Fault<KeeperCode>('vault-capped', { kind });
      if (kind !== 'resident')
        await journal.write({ hour, purpose, approvals: [...new Set(approvals)], count });
      spent[kind] += count;
    },
  };
}
