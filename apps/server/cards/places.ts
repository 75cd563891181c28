import { drawPlaces, newStatusList } from '@commonkey/credential';
import type { Context } from '../context.ts';
import type { Place } from '../store/places.ts';
import type { Writer } from '../store/store.ts';

/** Places of a new list: 131,072, some hundred bytes once compressed while few are revoked. */
const LIST_SIZE = 131_072;
/** One place in 32 is a decoy: how many cards are revoked cannot be counted from outside. */
const DECOYS = LIST_SIZE / 32;

/** The address a list is published at, which cards carry. */
export const statusUri = (context: Pick<Context, 'config'>, list: number): string =>
  `${context.config.issuer}/status/${list}`;

/**
 * Draws free places at random, from the newest list or, when half of that is taken, a new one. The caller stores them in
 * the same transaction; whoever else draws waits until then.
 */
export async function drawFreePlaces(context: Context, tx: Writer, count: number): Promise<Place[]> {
  const newest = await lockNewest(tx);
  const taken = newest ? await takenPlaces(tx, newest) : new Set<number>();
  const roomy = newest !== undefined && taken.size + count <= newest.size / 2;
  const list = roomy ? newest : await startList(context, tx, (newest?.list ?? 0) + 1);
  const used = roomy ? taken : await takenPlaces(tx, list);
  const places = drawPlaces({
    size: list.size,
    count,
    taken: (place) => used.has(place),
    random: context.random,
  });
  return places.map((place) => ({ list: list.list, place }));
}

type List = { list: number; size: number; withheld: Uint8Array; spent: Uint8Array };

/** An update that changes nothing, for its lock. */
async function lockNewest(tx: Writer): Promise<List | undefined> {
  return tx
    .updateTable('status_lists')
    .set((columns) => ({ size: columns.ref('size') }))
    .where('list', '=', (lists) =>
      lists.selectFrom('status_lists').select((l) => l.fn.max('list').as('list')),
    )
    .returningAll()
    .executeTakeFirst();
}

async function startList(context: Context, tx: Writer, list: number): Promise<List> {
  const uri = statusUri(context, list);
  const { bytes } = newStatusList({ uri, size: LIST_SIZE, random: context.random, decoys: DECOYS });
  const row = { list, size: LIST_SIZE, withheld: bytes, spent: new Uint8Array(LIST_SIZE / 8) };
  await tx.insertInto('status_lists').values(row).execute();
  return row;
}

/** Places of cards and of open blocks, and those that are never given: withheld or spent. */
async function takenPlaces(tx: Writer, { list, size, withheld, spent }: List): Promise<Set<number>> {
  const cards = await tx.selectFrom('cards').select('place').where('list', '=', list).execute();
  const open = await tx.selectFrom('shift_serials').select('place').where('list', '=', list).execute();
  const taken = new Set([...cards, ...open].map(({ place }) => place));
  for (let place = 0; place < size; place += 1)
    if (isSet(withheld, place) || isSet(spent, place)) taken.add(place);
  return taken;
}

const isSet = (bits: Uint8Array, place: number): boolean =>
  (((bits[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
