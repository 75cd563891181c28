import type { Writer } from '../store/store.ts';

/** What a hold takes: a series or all, and of it the records of some days or all. */
export type HoldScope = { series: string | null; from: string | null; until: string | null };
export type Ended = { series: string; count: number };

/** Destructions begun and not finished: a crash between a key's end and its receipt leaves them so. */
export type InFlight = {
  /**
   * Ends or takes back each of them that the scope covers: whose key lives stays under the hold, whose key is dead is
   * said, and receipted if that can be done already. Called while nothing else destroys.
   * @returns null where the key process, which alone knows, does not answer; nothing was changed then
   */
  settle(tx: Writer, scope: HoldScope): Promise<readonly (Ended & { receipted: boolean })[] | null>;
};

/** For a house without a vault: what is in flight nobody can ask about, and so it is waited for. */
export const noneInFlight: InFlight = {
  async settle(tx, { series }) {
    let begun = tx.selectFrom('vault_records').select('id').where('tombstoned_on', 'is not', null);
    if (series !== null) begun = begun.where('series', '=', series);
    return (await begun.executeTakeFirst()) ? null : [];
  },
};
