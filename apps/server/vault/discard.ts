import { isFault } from '@commonkey/words';
import type { VaultParts } from './parts.ts';
import { addressOf } from './records.ts';
import type { SealedRecord } from './vault.ts';
import { waited } from './waited.ts';

/**
 * Ends keys and bytes of what was sealed and that nobody keeps. What cannot be ended now `tidy` finds; a key that a hold of
 * its series keeps opens nothing any more.
 */
export async function discard(
  { keeper, blobs, log }: Pick<VaultParts, 'keeper' | 'blobs' | 'log'>,
  records: readonly SealedRecord[],
): Promise<void> {
  for (const some of Map.groupBy(records, ({ series }) => series).values())
    await keeper.ask('vault-shred', { items: some.map(addressOf) }).catch((error: unknown) => {
      if (!isFault(error) || error.code !== 'vault-held') waited(log)(error);
    });
  for (const { blob } of records) if (blob !== null) await blobs.remove(blob).catch(waited(log));
}
