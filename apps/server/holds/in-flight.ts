import type { Writer } from '../store/store.ts';
import type { ActiveHold } from './may-destroy.ts';
import { type HoldMirror, noMirror } from './mirror.ts';

export const PROVISIONAL_HOURS = 72;

export type Ended = { series: string; count: number };

/** What a hold needs of the vault: destructions begun and not finished, as a crash leaves them, and where holds are kept besides. */
export type InFlight = {
  readonly mirror: HoldMirror;
  /** The city's, by whose days the leaves of a hold are dated. */
  readonly timeZone: string;
  /**
   * Ends or takes back each of them that the scope covers: whose key lives stays under the hold, whose key is dead is
   * said, and receipted if that can be done already. Called while nothing else destroys.
   * @returns null where the key process, which alone knows, does not answer; nothing was changed then
   */
  settle(tx: Writer, scope: ActiveHold): Promise<readonly (Ended & { receipted: boolean })[] | null>;
};

/** For a house without a vault: what is in flight nobody can ask about, and so it is waited for. */
export const noneInFlight: InFlight = {
  mirror: noMirror,
  timeZone: 'UTC',
  async settle(tx, { series }) {
    let begun = tx.selectFrom('vault_records').select('id').where('tombstoned_on', 'is not', null);
    if (series !== null) begun = begun.where('series', 'in', series);
    return (await begun.executeTakeFirst()) ? null : [];
  },
};
