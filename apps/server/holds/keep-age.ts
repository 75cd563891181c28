import type { Store, Writer } from '../store/store.ts';
import type { MirroredHold } from './mirror.ts';

type Aged = Pick<MirroredHold, 'id' | 'age'>;

/** From which age on a hold leaves sealed records out, as the key process has just said; it is the one that knows. */
export async function keepAge(tx: Writer, { id, age = undefined }: Aged): Promise<void> {
  const from_age = age ?? null;
  await tx
    .updateTable('legal_holds')
    .set({ from_age })
    .where('id', '=', id)
    .where('from_age', 'is distinct from', from_age)
    .execute();
}

/** The same of all that it knows: of one, the days may be over by now, and another may have been changed here. */
export async function keepAges(
  store: Pick<Store, 'read' | 'write'>,
  known: ReadonlyMap<string, Aged>,
): Promise<void> {
  const rows = await store.read.selectFrom('legal_holds').select(['id', 'from_age']).execute();
  const other = rows.flatMap(({ id, from_age }) => {
    const age = known.get(id)?.age;
    return (age ?? null) === from_age ? [] : [{ id, ...(age === undefined ? {} : { age }) }];
  });
  if (other.length === 0) return;
  await store.write(async (tx) => {
    for (const one of other) await keepAge(tx, one);
  });
}
