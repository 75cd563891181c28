import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import type { SealedRecord } from '../vault/vault.ts';

/**
 * Does work whose transaction keeps what was sealed for it. What no transaction kept ends at once, keys and bytes, whoever was
 * faster and whatever failed. Where a transaction fails at its very end nobody can tell what it kept: that alone is left to the
 * destroyer.
 * @param work calls `keep` last in its transaction
 */
export async function keepSealed<T>(
  { vault }: Pick<Context, 'vault'>,
  sealed: SealedRecord,
  work: (keep: (tx: Writer) => Promise<void>) => Promise<T>,
): Promise<T> {
  let maybeKept = false;
  try {
    return await work(async (tx) => {
      await vault.keep(tx, sealed);
      maybeKept = true;
    });
  } finally {
    if (!maybeKept) await vault.discard([sealed]);
  }
}
