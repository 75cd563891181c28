import type { Store, Writer } from '../store/store.ts';

/** Records in one transaction, one question to the key process, and one line of the register of receipts. */
export const BATCH = 500;

/**
 * Runs `work` in one transaction after another.
 * @param work handles what comes after the id it is given, by id, and says the last one; null when there is no more
 */
export async function inBatches(
  store: Pick<Store, 'write'>,
  work: (tx: Writer, after: string | null) => Promise<string | null>,
): Promise<void> {
  let after: string | null = null;
  do {
    const from: string | null = after;
    after = await store.write((tx): Promise<string | null> => work(tx, from));
  } while (after !== null);
}

export const lastOf = (rows: readonly { id: string }[]): string | null =>
  rows.length === BATCH ? (rows.at(-1)?.id ?? null) : null;
