import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { readEpoch, shelfOf } from './epoch-name.ts';
import type { Change } from './view.ts';

/**
 * Ends an epoch: its root goes, and with it every slot that was never used. Faults: `vault-epoch-in-use` (a leased slot
 * lives), `vault-month-not-over`, `vault-epoch-unknown`.
 */
export function expire(change: Change, epoch: string, now: Date): void {
  const { index, lost } = change;
  const month = readEpoch(epoch);
  const entry = change.entry(epoch);
  if (!entry) {
    const known = month ? month.volume <= (index.volumes[shelfOf(month)] ?? 0) : index.ended.includes(epoch);
    if (!known && index.restored === 0 && !lost.has(epoch))
      throw new Fault<KeeperCode>('vault-epoch-unknown', { epoch });
    return;
  }
  if (entry.leased > entry.dead) throw new Fault<KeeperCode>('vault-epoch-in-use', { epoch });
  if (month && month.month >= now.toISOString().slice(0, 7))
    throw new Fault<KeeperCode>('vault-month-not-over', { epoch });
  if (!month) index.ended.push(epoch);
  change.drop(epoch);
}
