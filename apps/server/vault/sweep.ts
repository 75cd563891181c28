import { plainDateIn } from '@commonkey/program';
import { lockForDestroying } from '../holds/locks.ts';
import { tryToAgree } from './agreed.ts';
import { BATCH, inBatches, lastOf } from './batches.ts';
import { tombstone } from './end.ts';
import { carryOver, expireEpochs } from './epochs.ts';
import { finish } from './finish.ts';
import type { VaultParts } from './parts.ts';
import type { Tidy } from './tidy.ts';
import type { VaultOutcome } from './vault.ts';

/** What the destroyer does in this room, in the order in which each step leaves least for the next. */
export async function sweep(parts: VaultParts, tidy: Tidy) {
  const agreed = await tryToAgree(parts);
  const sure = parts.clock.trusted();
  if (!sure) parts.log({ event: 'fault', code: 'clock-leapt' });
  const trusted = sure && agreed;
  const staying = trusted ? await endDue(parts) : { held: 0, awaiting: 0 };
  const done: VaultOutcome = await finish(parts);
  if (trusted) {
    await carryOver(parts);
    await expireEpochs(parts);
  }
  if (agreed) await tidy.run();
  return { ...done, held: done.held + staying.held, awaiting: done.awaiting + staying.awaiting };
}

/** First step for every record whose day has come where the city is. */
async function endDue(parts: VaultParts): Promise<{ held: number; awaiting: number }> {
  const { program, clock } = parts;
  const sum = { held: 0, awaiting: 0 };
  await inBatches(parts.store, async (tx, after) => {
    await lockForDestroying(tx);
    let due = tx
      .selectFrom('vault_records')
      .select(['id', 'kind', 'series', 'ends_on', 'age', 'disposal_certificate'])
      .where('ends_on', '<=', plainDateIn(program.city.timeZone, clock.earliest()))
      .where('tombstoned_on', 'is', null)
      .orderBy('id')
      .limit(BATCH);
    if (after !== null) due = due.where('id', '>', after);
    const rows = await due.forUpdate().execute();
    const { held, awaiting } = await tombstone(parts, tx, rows, 'due');
    sum.held += held;
    sum.awaiting += awaiting;
    return lastOf(rows);
  });
  return sum;
}
