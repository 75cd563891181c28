import { isFault } from '@commonkey/words';
import type { Random } from '../clock.ts';
import type { Reader, Store } from '../store/store.ts';
import { type Agreed, agree, tellAll } from './agree.ts';
import { type HoldMirror, isInForce, type MirroredHold } from './mirror.ts';
import type { RoomClock } from './steady-clock.ts';

/** What this process knows of the holds that are kept outside the database. */
export type Outside = {
  agree(store: Pick<Store, 'read' | 'write'>): Promise<Agreed>;
  /** @returns whether there was anything to tell */
  tell(read: Reader): Promise<boolean>;
  /**
   * Whether something may be under a hold that this database does not know: it has none of a hold that the key process
   * said was in force, or has one as it was before it was confirmed, as when it was exchanged under a running service; or the
   * key process has never said.
   */
  mayForget(read: Reader): Promise<boolean>;
};

export function openOutside(
  mirror: HoldMirror,
  parts: { clock: RoomClock; random: Random; timeZone: string },
): Outside {
  let known: readonly MirroredHold[] | null = null;
  const ask = async (): Promise<readonly MirroredHold[] | null> => {
    try {
      return (await mirror.list()).filter(isInForce);
    } catch (error) {
      if (!isFault(error)) throw error;
      return null;
    }
  };
  return {
    async agree(store) {
      const agreed = await agree(store, mirror, parts);
      known = [...agreed.known.values()].filter(isInForce);
      return agreed;
    },
    async tell(read) {
      const { told } = await tellAll(read, mirror, parts.clock);
      return told > 0;
    },
    async mayForget(read) {
      known ??= await ask();
      if (known === null) return true;
      if (known.length === 0) return false;
      const rows = await read
        .selectFrom('legal_holds')
        .select(['id', 'confirmed_at'])
        .where(
          'id',
          'in',
          known.map(({ id }) => id),
        )
        .execute();
      const here = new Map(rows.map((row) => [row.id, row]));
      return known.some(({ id, confirmed }) => {
        const row = here.get(id);
        return !row || (confirmed !== null && row.confirmed_at === null);
      });
    },
  };
}
