import { sql } from 'kysely';
import type { Reader, Writer } from '../../store/store.ts';

/** The last place that a person can have. The one after it is for the second half of a city hall of one. */
const LAST = 254;
export const SECOND_OF_ONE = 255;

/**
 * Gives a person their place in every sharing, once and for good: whoever is given a half again after a lost passkey gets the
 * same one, so that nobody ever collects two of one record. When all places are taken they get none, and no newcomer's half.
 */
export async function givePlace(tx: Writer, staffId: string): Promise<void> {
  for (;;) {
    const before = await placesOf(tx, [staffId]);
    if (before.has(staffId)) return;
    const { last } = await tx
      .selectFrom('evidence_places')
      .select(sql<number>`coalesce(max(place), 0)`.as('last'))
      .executeTakeFirstOrThrow();
    if (last >= LAST) return;
    // Somebody else may take the same place now: then nothing is done here, and the next one is tried.
    await tx
      .insertInto('evidence_places')
      .values({ staff_id: staffId, place: last + 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** By person; who has none is missing. */
export async function placesOf(
  read: Reader,
  people: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (people.length === 0) return new Map();
  const rows = await read
    .selectFrom('evidence_places')
    .select(['staff_id', 'place'])
    .where('staff_id', 'in', [...people])
    .execute();
  return new Map(rows.map(({ staff_id, place }) => [staff_id, place]));
}
