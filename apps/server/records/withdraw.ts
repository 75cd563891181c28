import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { begunOf, unlist } from '../holds/listing.ts';
import { lockAgainstDestroying } from '../holds/locks.ts';
import type { WithdrawalReason } from '../store/tables/records.ts';
import type { RecordsCode } from './errors.ts';
import { isAhead } from './steps.ts';
import { type Parts, takeStep } from './take-step.ts';

/**
 * The city takes a certificate back. What it listed waits for another. One that is approved opens destruction on its day, so it is
 * taken back before that day has begun and while nothing of it has, or not at all. No destroyer is under way meanwhile: it ends before this
 * looks, or begins after this is done and finds nothing listed.
 * @throws Fault `certificate-disposal-began` {day}; those of `takeStep`
 */
export function withdrawCertificate(
  parts: Parts,
  store: Context['store'],
  { id, why }: { id: string; why: WithdrawalReason },
  by: string,
): Promise<void> {
  return takeStep(parts, store, id, 'withdrawn', by, async (tx, paper) => {
    if (paper.state === 'received') {
      await lockAgainstDestroying(tx);
      const untouched = (await begunOf(tx, paper)) === 0;
      if (!untouched || !isAhead(paper, parts.clock.earliest()))
        throw new Fault<RecordsCode>('certificate-disposal-began', { day: paper.disposalOn ?? '' });
    }
    await unlist(tx, id);
    return { why };
  });
}
