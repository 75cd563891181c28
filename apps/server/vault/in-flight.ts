import { sql } from 'kysely';
import type { InFlight } from '../holds/in-flight.ts';
import { keeperMirror } from '../holds/mirror.ts';
import { isSecondKey } from '../holds/second-key.ts';
import { erase, takeBack } from './erase.ts';
import type { Leases } from './leases.ts';
import type { VaultParts } from './parts.ts';
import { among } from './records.ts';

/**
 * For a hold that is being placed, alone under the destroyers' lock: what has begun to end and keeps its key is taken back
 * and held; what has lost it is ended to the last, and said. What no hold keeps goes on ending.
 */
export function inFlight(parts: VaultParts, leases: Pick<Leases, 'grown'>): InFlight {
  const mirror = keeperMirror(parts.keeper, parts.clock);
  return {
    timeZone: parts.program.city.timeZone,
    mirror: {
      ...mirror,
      async tell(hold) {
        const told = await mirror.tell(hold);
        if (told.age !== undefined) leases.grown();
        return told;
      },
    },
    async settle(tx, { series, fromAge = null }) {
      let begun = tx
        .selectFrom('vault_records')
        .selectAll()
        .where('tombstoned_on', 'is not', null)
        .where(({ not }) => not(isSecondKey));
      // No day of a record is known, so days of a scope leave none out but what came later.
      if (fromAge !== null) begun = begun.where(sql<boolean>`coalesce(age < ${fromAge}, true)`);
      if (series !== null) begun = begun.where(among('series', series));
      const rows = await begun.orderBy('id').forUpdate().execute();
      const living = await takeBack(parts, tx, rows);
      if (living === null) return null;
      const dead = rows.filter(({ id }) => !living.has(id));
      const said: { series: string; count: number; receipted: boolean }[] = [];
      for (const [name, some] of Map.groupBy(dead, (row) => row.series)) {
        const gone = await erase(parts, tx, some);
        if (gone > 0) said.push({ series: name, count: gone, receipted: true });
        if (gone < some.length) said.push({ series: name, count: some.length - gone, receipted: false });
      }
      return said;
    },
  };
}
