import type { Cell, Days } from '@commonkey/exposure';
import type { Series } from '@commonkey/program';
import { sql } from 'kysely';
import { MATTER_SERIES } from '../../vault/vault.ts';
import { aliveIn, type Look } from './look.ts';

const KIND = 'event-contact';

/** No program names it: it is the software's own, and lies there for a night at most (docs/adr/0058-told-of-an-event-day.md). */
const SERIES: Pick<Series, 'id' | 'medium' | 'holds'> = {
  id: MATTER_SERIES[KIND],
  medium: 'digital',
  holds: [KIND],
};

/** On which day they apply, or whether they do, nothing says. */
const ANY_DAY: Days = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY };

/** Ways to reach somebody that were left with places at an event day: tied to no application, and found through a short index of their own. */
export async function countContacts(look: Look): Promise<Cell[]> {
  const { read, dead } = look;
  const epochs = dead.map(({ epoch }) => epoch);
  const slots = dead.map(({ slot }) => slot);
  const rows = await read
    .selectFrom('vault_records')
    .select((row) => ['ends_on as due', row.fn.countAll<number>().as('people')])
    .where('matter', 'is not', null)
    .where('kind', '=', KIND)
    .$if(dead.length > 0, (query) =>
      query.where(
        sql<boolean>`(epoch, slot) not in (select * from unnest(${epochs}::text[], ${slots}::integer[]))`,
      ),
    )
    .groupBy('ends_on')
    .execute();
  return rows.map(({ due, people }) => ({
    channel: 'events',
    people,
    applied: ANY_DAY,
    bundles: [[aliveIn(look, SERIES as Series, { due })]],
  }));
}
