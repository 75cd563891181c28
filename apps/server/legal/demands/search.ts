import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { FoundBand } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { type SearchRow, searchedEvent } from './events.ts';
import { lockDemand } from './steps.ts';
import { secondWord, waitsFor } from './two.ts';

/** The row of an item of an open demand. Faults `demand-item-unknown`, `demand-closed`. */
export async function openItem(tx: Writer, demand: string, item: string) {
  await lockDemand(tx, demand);
  const row = await tx
    .selectFrom('demand_items')
    .selectAll()
    .where('id', '=', item)
    .where('demand', '=', demand)
    .executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('demand-item-unknown');
  return row;
}

/**
 * One person says what exists of an item: nothing, something, or a band. Nobody opens anything to say it. Said again by the same
 * person while it waits for the second, it is the same declaration.
 * @param said.hours what it would take to bring it; null where nobody estimates
 */
export async function declareSearch(
  context: Context,
  of: { demand: string; item: string },
  said: { found: FoundBand; hours: number | null },
  by: string,
): Promise<string> {
  const id = crypto.randomUUID();
  return context.store.write(async (tx) => {
    await openItem(tx, of.demand, of.item);
    const last = await tx
      .selectFrom('demand_searches')
      .selectAll()
      .where('item', '=', of.item)
      .orderBy('turn', 'desc')
      .limit(1)
      .executeTakeFirst();
    const again = last?.confirmed_by === null && last.declared_by === by;
    if (again && last.found === said.found && last.hours === said.hours) return last.id;
    await tx
      .insertInto('demand_searches')
      .values({ id, item: of.item, ...said, declared_on: today(context), declared_by: by })
      .execute();
    return id;
  });
}

/**
 * Another person looks for themselves and says what they found, before anybody told them what the first did. Both answers are on
 * file and in the ledger from then on, alike or not, and nothing of them changes: where they differ it is searched anew.
 * @returns whether both said the same
 * @throws Fault `search-unknown` | `search-confirmed-already` | `search-needs-second-person`
 */
export async function answerSearch(
  context: Context,
  { demand, search, found }: { demand: string; search: string; found: FoundBand },
  by: string,
): Promise<boolean> {
  return context.store.write(async (tx) => {
    await lockDemand(tx, demand);
    const asked = await tx
      .selectFrom('demand_searches')
      .selectAll()
      .where('id', '=', search)
      .forUpdate()
      .executeTakeFirst();
    const row = waitsFor(
      by,
      asked && { ...asked, proposed_by: asked.declared_by, decided_by: asked.confirmed_by },
      {
        unknown: 'search-unknown',
        already: 'search-confirmed-already',
        alone: 'search-needs-second-person',
      },
    );
    await openItem(tx, demand, row.item);
    const { decided_on, decided_by, ...salts } = await secondWord(context, tx, by, (second) =>
      searchedEvent({
        ...row,
        second_found: found,
        confirmed_on: second.decided_on,
        confirmed_by: by,
        by_salt: second.by_salt,
      }),
    );
    await tx
      .updateTable('demand_searches')
      .set({ second_found: found, confirmed_on: decided_on, confirmed_by: decided_by, ...salts })
      .where('id', '=', search)
      .execute();
    return row.found === found;
  });
}

/**
 * Nothing is handed over of what two people say does not exist. A newer search that one alone has answered takes nothing of that
 * back: their word stands until two say something else.
 * @throws Fault `produced-nothing-found`
 */
export async function mustNotBeNothing(read: Reader, item: string): Promise<void> {
  const last = await read
    .selectFrom('demand_searches')
    .selectAll()
    .where('item', '=', item)
    .where('confirmed_by', 'is not', null)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (foundByTwo(last) === 'none') throw new Fault<DemandCode>('produced-nothing-found');
}

type Answers = Pick<SearchRow, 'found' | 'second_found' | 'confirmed_by'>;

/** What two people said alike; null while the second has not answered, and where the two differ. */
export function foundByTwo(search: Answers | null | undefined): FoundBand | null {
  if (!search || search.confirmed_by === null || differs(search)) return null;
  return search.found;
}

/** Two people searched, and said different things. One that was confirmed before seconds answered for themselves has no second answer. */
export const differs = ({ found, second_found: second }: Pick<Answers, 'found' | 'second_found'>): boolean =>
  second !== null && second !== found;
